package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text by which a chat bot knows an action (spec: packs-and-datastore, 7.2).
 *
 * @param uid {@code action_alias:<pack>:<name>}
 * @param actionRef reference of the action
 * @param formats texts, or objects with what is displayed and what is matched
 */
record ActionAlias(
        String id,
        String uid,
        String ref,
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        String actionRef,
        ArrayNode formats,
        @Nullable JsonNode ack,
        @Nullable JsonNode result,
        @Nullable JsonNode extra,
        @Nullable JsonNode immutableParameters,
        String metadataFile)
        implements Document {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "required": true, "minLength": 1},
              "pack": {"type": "string", "required": true, "minLength": 1},
              "action_ref": {"type": "string", "required": true, "minLength": 1},
              "formats": {"type": "array", "required": true, "minItems": 1, "items": {"anyOf": [
                {"type": "string"},
                {"type": "object", "additionalProperties": false, "properties": {
                  "display": {"type": "string"}, "representation": {"type": "array", "items": {"type": "string"}},
                  "match_multiple": {"type": "boolean"}}}]}},
              "description": {"type": "string"}, "enabled": {"type": "boolean", "default": true},
              "ack": {"type": "object"}, "result": {"type": "object"}, "extra": {"type": "object"},
              "immutable_parameters": {"type": "object"}, "metadata_file": {"type": "string", "default": ""},
              "id": {"type": "string"}, "ref": {"type": "string"}, "uid": {"type": "string"}}}
            """);

    /** Why the body makes no alias; empty if it does. */
    static Optional<String> fault(JsonNode body) {
        boolean storable = (body.path("name").asText() + body.path("pack").asText()).indexOf('\0') < 0;
        return SchemaCheck.firstFault(SHAPE, body)
                .or(() -> storable
                        ? Optional.empty()
                        : Optional.of("Name and pack of an alias must not contain the character NUL"));
    }

    static String ref(JsonNode body) {
        return body.path("pack").asText() + "." + body.path("name").asText();
    }

    /**
     * @param body without a {@link #fault}
     */
    static ActionAlias of(String id, JsonNode body) {
        String name = body.path("name").asText();
        String pack = body.path("pack").asText();
        return new ActionAlias(
                id,
                "action_alias:" + pack + ":" + name,
                ref(body),
                name,
                pack,
                body.hasNonNull("description") ? body.path("description").asText() : null,
                body.path("enabled").asBoolean(true),
                body.path("action_ref").asText(),
                (ArrayNode) body.path("formats"),
                given(body, "ack"),
                given(body, "result"),
                given(body, "extra"),
                given(body, "immutable_parameters"),
                body.path("metadata_file").asText(""));
    }

    /** What commands are matched with. */
    List<String> representations() {
        List<String> all = new ArrayList<>();
        formats.forEach(format -> all.addAll(representations(format)));
        return all;
    }

    static List<String> representations(JsonNode format) {
        List<String> texts = new ArrayList<>();
        if (format.isTextual()) {
            texts.add(format.textValue());
        }
        format.path("representation").forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** How people are shown a format. */
    static String display(JsonNode format) {
        return format.isTextual() ? format.textValue() : format.path("display").asText("");
    }

    private static @Nullable JsonNode given(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.path(field) : null;
    }
}
