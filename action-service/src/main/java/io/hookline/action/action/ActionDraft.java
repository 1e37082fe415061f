package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ref;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An action as a client or a file of a pack says it, of the right shape and with the defaults filled in; whether it can be saved is not
 * known yet. What is sent in {@code id}, {@code ref} and {@code uid} is ignored, as clients send back what they got (spec:
 * actions-and-runners, 1).
 */
public record ActionDraft(
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        String runnerType,
        String entryPoint,
        ObjectNode parameters,
        ObjectNode outputSchema,
        ArrayNode tags,
        ObjectNode notification,
        String metadataFile,
        @Nullable String onWorkerLost) {

    private static final String NOTIFICATION = """
            {"type": "object", "additionalProperties": false, "properties": {"message": {"type": "string"},
              "data": {"type": "object"}, "routes": {"type": "array"}, "channels": {"type": "array"}}}""";

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "required": true, "minLength": 1},
              "runner_type": {"type": "string", "required": true},
              "pack": {"type": "string", "default": "default"},
              "description": {"type": "string"},
              "enabled": {"type": "boolean", "default": true},
              "entry_point": {"type": "string", "default": ""},
              "parameters": {"type": "object", "default": {}, "additionalProperties": false,
                "patternProperties": {"^\\\\w+$": %1$s}},
              "output_schema": {"type": "object"},
              "tags": {"type": "array", "items": {"type": "object", "required": true, "additionalProperties": false, "properties": {
                "name": {"type": "string", "required": true}, "value": {"type": "string", "required": true}}}},
              "notify": {"type": "object", "additionalProperties": false, "properties": {
                "on-complete": %2$s, "on-success": %2$s, "on-failure": %2$s}},
              "metadata_file": {"type": "string", "default": ""},
              "on_worker_lost": {"enum": ["retry", "abandon"]},
              "data_files": {"type": "array", "items": {"type": "object", "required": true, "additionalProperties": false, "properties": {
                "file_path": {"type": "string", "required": true}, "content": {"type": "string", "required": true}}}},
              "id": {"type": "string"}, "ref": {"type": "string"}, "uid": {"type": "string"}}}
            """.formatted(ParameterShape.TEXT, NOTIFICATION));

    /** Why the body is no action, in the words of the schema checker; empty if it has the shape of one. */
    public static Optional<String> fault(JsonNode body) {
        return SchemaCheck.firstFault(SHAPE, body).or(() -> textFault(body));
    }

    // PostgreSQL's texts can't hold it.
    private static Optional<String> textFault(JsonNode body) {
        boolean storable = Stream.of("name", "pack")
                .allMatch(field -> body.path(field).asText().indexOf('\0') < 0);
        return storable
                ? Optional.empty()
                : Optional.of("Name and pack of an action must not contain the character NUL");
    }

    /**
     * @param body without a {@link #fault}
     */
    public static ActionDraft of(JsonNode body) {
        return new ActionDraft(
                body.path("name").asText(),
                body.hasNonNull("pack") ? body.path("pack").asText() : "default",
                body.hasNonNull("description") ? body.path("description").asText() : null,
                body.path("enabled").asBoolean(true),
                body.path("runner_type").asText(),
                body.path("entry_point").asText(""),
                object(body.path("parameters")),
                object(body.path("output_schema")),
                body.path("tags") instanceof ArrayNode tags
                        ? tags.deepCopy()
                        : Json.mapper().createArrayNode(),
                object(body.path("notify")),
                body.path("metadata_file").asText(""),
                body.hasNonNull("on_worker_lost") ? body.path("on_worker_lost").asText() : null);
    }

    /** The same as another action. */
    static ActionDraft copy(Action action, Ref ref, String entryPoint) {
        return new ActionDraft(
                ref.name(),
                ref.pack(),
                action.description(),
                action.enabled(),
                action.runnerType(),
                entryPoint,
                action.parameters(),
                action.outputSchema(),
                action.tags(),
                action.notification(),
                "actions/" + ref.name() + ".yaml",
                action.onWorkerLost());
    }

    public String ref() {
        return new Ref(pack, name).toString();
    }

    Action action(String id) {
        return new Action(
                id,
                ref(),
                "action:" + pack + ":" + name,
                name,
                pack,
                description,
                enabled,
                runnerType,
                entryPoint,
                parameters,
                outputSchema,
                tags,
                notification,
                metadataFile,
                onWorkerLost);
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object.deepCopy() : Json.object();
    }
}
