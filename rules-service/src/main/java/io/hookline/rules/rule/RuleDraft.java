package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a client sends it, of the right shape and with the defaults filled in; whether it can be saved is not known yet. What is
 * sent in {@code id}, {@code ref} and {@code uid} is ignored (spec: rules-and-criteria, 1).
 *
 * @param triggerType reference of the trigger type
 */
record RuleDraft(
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        ObjectNode type,
        String triggerType,
        ObjectNode triggerParameters,
        ObjectNode criteria,
        ObjectNode action,
        ObjectNode context,
        ArrayNode tags,
        String metadataFile) {

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "required": true},
              "trigger": {"type": "object", "required": true, "properties": {
                "type": {"type": "string", "required": true}, "parameters": {"type": "object", "default": {}}}},
              "action": {"type": "object", "required": true, "additionalProperties": false, "properties": {
                "ref": {"type": "string", "required": true}, "parameters": {"type": "object"}, "description": {"type": "string"}}},
              "id": {"type": "string"}, "ref": {"type": "string"}, "uid": {"type": "string"},
              "description": {"type": "string"}, "metadata_file": {"type": "string", "default": ""},
              "pack": {"type": "string", "default": "default"},
              "enabled": {"type": "boolean", "default": false},
              "type": {"type": "object", "additionalProperties": false, "properties": {
                "ref": {"type": "string", "required": true}, "parameters": {"type": "object"}}},
              "criteria": {"type": "object", "default": {}},
              "context": {"type": "object"},
              "tags": {"type": "array", "default": [], "items": {"type": "object", "required": true}}}}
            """);

    /** Why the body is no rule, in the words of the schema checker; empty if it has the shape of one. */
    static Optional<String> fault(JsonNode body) {
        return SchemaCheck.firstFault(SHAPE, body);
    }

    /**
     * @param body without a {@link #fault}
     * @param user who saves it
     */
    static RuleDraft of(JsonNode body, String user) {
        ObjectNode action =
                Json.object().put("ref", body.path("action").path("ref").asText());
        action.set("parameters", object(body.path("action").path("parameters")));
        if (body.path("action").hasNonNull("description")) {
            action.set("description", body.path("action").path("description"));
        }
        ObjectNode type = Json.object().put("ref", body.path("type").path("ref").asText(RuleType.STANDARD.ref()));
        type.set("parameters", object(body.path("type").path("parameters")));
        return new RuleDraft(
                body.path("name").asText(),
                body.hasNonNull("pack") ? body.path("pack").asText() : "default",
                body.hasNonNull("description") ? body.path("description").asText() : null,
                body.path("enabled").asBoolean(false),
                type,
                body.path("trigger").path("type").asText(),
                object(body.path("trigger").path("parameters")),
                object(body.path("criteria")),
                action,
                object(body.path("context")).put("user", user),
                body.path("tags") instanceof ArrayNode tags
                        ? tags.deepCopy()
                        : Json.mapper().createArrayNode(),
                body.path("metadata_file").asText(""));
    }

    String uid() {
        return "rule:" + pack + ":" + name;
    }

    /** The same with another action. */
    RuleDraft with(ObjectNode other) {
        return new RuleDraft(
                name,
                pack,
                description,
                enabled,
                type,
                triggerType,
                triggerParameters,
                criteria,
                other,
                context,
                tags,
                metadataFile);
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object.deepCopy() : Json.object();
    }
}
