package io.hookline.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;

/** The body of a request that switches a thing on or off; the rest of it, which clients take from an answer, counts for nothing. */
public final class Switch {
    private static final JsonNode SCHEMA = Json.stored("""
            {"type": "object", "properties": {"enabled": {"type": "boolean", "default": true}}}""");

    private Switch() {}

    /**
     * Whether the thing is to be on.
     *
     * @param now holds where the body doesn't say
     * @throws BadRequestException in the words of the spec
     */
    public static boolean isOn(byte[] body, boolean now) {
        ObjectNode sent = RequestBody.object(body);
        RequestBody.check(sent, SCHEMA);
        return sent.path("enabled").asBoolean(now);
    }
}
