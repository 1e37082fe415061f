package io.hookline.action.key;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a key is to hold, as a client sends it (spec: packs-and-datastore, 3.2). The name in it counts for nothing, the path's does.
 *
 * @param scope as sent
 * @param user as sent; null: not said
 * @param secret to be encrypted
 * @param encrypted the value is cipher text already
 * @param lifetime from now on; empty: it stays
 */
record KeyDraft(
        String value,
        String scope,
        @Nullable String user,
        boolean secret,
        boolean encrypted,
        Optional<Duration> lifetime,
        @Nullable String description) {
    private static final int LARGEST_VALUE_BYTES = 1024 * 1024;

    /** A hundred years: later than that is never, and no calendar's end is near. */
    private static final long LONGEST_LIFETIME_SECONDS = 100L * 365 * 24 * 60 * 60;

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "properties": {
              "name": {"type": "string", "required": true},
              "value": {"type": "string", "required": true},
              "scope": {"type": "string", "default": "system"},
              "user": {"type": ["string", "null"]},
              "secret": {"type": "boolean", "default": false},
              "encrypted": {"type": "boolean", "default": false},
              "ttl": {"type": "integer", "default": 0, "minimum": 0, "maximum": %d},
              "description": {"type": ["string", "null"]}}}
            """.formatted(LONGEST_LIFETIME_SECONDS));

    /** Empty if all is well. */
    static Optional<String> fault(JsonNode body) {
        return nullFault(body, "scope", "string")
                .or(() -> nullFault(body, "ttl", "integer"))
                .or(() -> SchemaCheck.firstFault(SHAPE, body))
                .or(() -> textFault(body));
    }

    // A default would stand in for null while the shape is checked.
    private static Optional<String> nullFault(JsonNode body, String field, String type) {
        return body.path(field).isNull() ? Optional.of("None is not of type '" + type + "'") : Optional.empty();
    }

    private static Optional<String> textFault(JsonNode body) {
        String value = body.path("value").asText();
        if (value.getBytes(StandardCharsets.UTF_8).length > LARGEST_VALUE_BYTES) {
            return Optional.of("'value' is larger than " + LARGEST_VALUE_BYTES + " bytes");
        }
        // PostgreSQL's texts can't hold it.
        boolean storable =
                value.indexOf('\0') < 0 && body.path("description").asText().indexOf('\0') < 0;
        return storable ? Optional.empty() : Optional.of("Texts of a key must not contain the character NUL");
    }

    /**
     * @param body without a {@link #fault}
     */
    static KeyDraft of(JsonNode body) {
        long seconds = body.path("ttl").asLong(0);
        return new KeyDraft(
                body.path("value").asText(),
                body.path("scope").asText("system"),
                body.path("user").textValue(),
                body.path("secret").asBoolean(),
                body.path("encrypted").asBoolean(),
                seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
                body.path("description").textValue());
    }

    /** Without the value. */
    @Override
    public String toString() {
        return "KeyDraft[scope=" + scope + "]";
    }
}
