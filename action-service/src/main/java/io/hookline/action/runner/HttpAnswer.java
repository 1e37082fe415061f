package io.hookline.action.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.netty.handler.codec.http.HttpUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered.
 *
 * @param isCut whether the body was longer than is kept
 */
public record HttpAnswer(int status, MultiMap headers, Buffer body, boolean isCut) {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /**
     * Where it sends whoever asked.
     *
     * @throws IllegalArgumentException if that is no address
     */
    @Nullable
    URI redirection() {
        String location = headers.get("Location");
        return REDIRECTS.contains(status) && location != null ? URI.create(location) : null;
    }

    String text() {
        // In the one that the server names, if Java knows it
        Charset charset = HttpUtil.getCharset(headers.get("Content-Type"), StandardCharsets.UTF_8);
        return body.toString(charset) + (isCut ? ShellResult.CUT : "");
    }

    @Nullable
    JsonNode parsed() {
        String type = headers.get("Content-Type");
        if (isCut || type == null || !type.split(";", 2)[0].strip().equals("application/json")) {
            return null;
        }
        try {
            JsonNode read = Json.mapper().readTree(body.toString(StandardCharsets.UTF_8));
            return read.isMissingNode() ? null : read;
        } catch (JacksonException e) {
            return null;
        }
    }
}
