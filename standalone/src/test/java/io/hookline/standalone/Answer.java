package io.hookline.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What came back for a request. */
public record Answer(int status, HttpHeaders headers, String text) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public JsonNode json() {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the answer is no JSON: " + this, e);
        }
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The same answer, if it has that status. */
    public Answer expecting(int status) {
        if (this.status != status) {
            throw new AssertionError("expected status " + status + ", got " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
