package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trigger type as a client or a file of a pack says it. */
public final class TriggerTypeDraft {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "properties": {
              "name": {"type": "string", "default": null}, "pack": {"type": "string", "default": null},
              "description": {"type": "string"}, "metadata_file": {"type": "string"},
              "payload_schema": {"type": "object", "default": {}}, "parameters_schema": {"type": "object", "default": {}},
              "tags": {"type": "array", "items": {"type": "object"}, "default": []}}}
            """);

    private TriggerTypeDraft() {}

    /** Why the body is no trigger type; empty if it is one. */
    public static Optional<String> fault(JsonNode body) {
        return SchemaCheck.firstFault(SHAPE, body)
                .or(() -> schemaFault(body, "payload_schema"))
                .or(() -> schemaFault(body, "parameters_schema"))
                .or(() -> nameFault(body));
    }

    // It would admit nothing: no instance of the type, or no rule on it.
    private static Optional<String> schemaFault(JsonNode body, String field) {
        return SchemaCheck.schemaFault(object(body, field)).map(fault -> "The " + field + " is not valid: " + fault);
    }

    private static Optional<String> nameFault(JsonNode body) {
        String name = body.path("name").asText("");
        String pack = body.path("pack").asText("");
        if (name.isEmpty() || pack.isEmpty()) {
            return Optional.of("Both pack and name needed for building ref. pack=" + shown(body, "pack") + ", name="
                    + shown(body, "name"));
        }
        String texts = name
                + pack
                + body.path("description").asText()
                + body.path("metadata_file").asText();
        // PostgreSQL's texts can't hold it.
        return texts.indexOf('\0') < 0
                ? Optional.empty()
                : Optional.of("Texts of a trigger type must not contain the character NUL");
    }

    /**
     * Without an id, which is given when it is saved.
     *
     * @param body without a {@link #fault}
     */
    public static TriggerType of(JsonNode body) {
        String name = body.path("name").asText();
        String pack = body.path("pack").asText();
        return new TriggerType(
                "",
                new Ref(pack, name).toString(),
                "trigger_type:" + pack + ":" + name,
                name,
                pack,
                text(body, "description"),
                object(body, "payload_schema"),
                object(body, "parameters_schema"),
                body.path("tags") instanceof ArrayNode tags
                        ? tags
                        : Json.mapper().createArrayNode(),
                text(body, "metadata_file"));
    }

    private static ObjectNode object(JsonNode body, String field) {
        return body.path(field) instanceof ObjectNode object ? object : Json.object();
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.path(field).isTextual() ? body.path(field).asText() : null;
    }

    private static String shown(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.path(field).asText() : "None";
    }
}
