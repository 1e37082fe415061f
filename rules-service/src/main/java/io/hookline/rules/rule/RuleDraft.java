package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a client sends it, of the right shape and with the defaults filled in; whether it can be saved is not known yet. What is
 * sent in {@code id}, {@code ref} and {@code uid} is ignored (spec: rules-and-criteria, 1).
 *
 * @param triggerType reference of the trigger type
 */
public record RuleDraft(
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
        String metadataFile,
        @Nullable Throttle throttle) {

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
              "tags": {"type": "array", "default": [], "items": {"type": "object", "required": true}},
              "throttle": %s}}
            """.formatted(Throttle.SHAPE));

    /** Why the body is no rule, in the words of the schema checker; empty if it has the shape of one. */
    static Optional<String> fault(JsonNode body) {
        return shapeFault(body).map(SchemaCheck.Found::words);
    }

    /** The same with its place in the body. */
    public static Optional<SchemaCheck.Found> shapeFault(JsonNode body) {
        return SchemaCheck.of(SHAPE).firstFound(body);
    }

    /**
     * @param body without a {@link #fault}
     * @param user who saves it
     */
    public static RuleDraft of(JsonNode body, String user) {
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
                body.path("metadata_file").asText(""),
                body.hasNonNull("throttle") ? Throttle.of(body.path("throttle")) : null);
    }

    public String ref() {
        return new Ref(pack, name).toString();
    }

    String uid() {
        return "rule:" + pack + ":" + name;
    }

    /**
     * Whether a rule is what saving this would make of it.
     *
     * @param parameters the rule's, with its secrets as they were given
     */
    boolean isSaidBy(Rule rule, ObjectNode parameters) {
        if (rule.trigger() == null) {
            return false;
        }
        ObjectNode saved = rule.action().deepCopy();
        saved.set("parameters", parameters);
        var same = new RuleDraft(
                rule.name(),
                rule.pack(),
                rule.description(),
                rule.enabled(),
                rule.type(),
                rule.trigger().type(),
                rule.trigger().parameters(),
                rule.writtenCriteria(),
                saved,
                rule.context(),
                rule.tags(),
                rule.metadataFile(),
                rule.throttle());
        return same.stored().equals(stored());
    }

    /** All of it as the database gives it back; the criteria as text, for their order counts. */
    private JsonNode stored() {
        return Json.stored(Json.text(Json.tree(this).put("criteria", Json.text(criteria))));
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
                metadataFile,
                throttle);
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object.deepCopy() : Json.object();
    }
}
