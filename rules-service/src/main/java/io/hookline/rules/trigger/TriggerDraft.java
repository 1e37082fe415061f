package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.model.TriggerType;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as a client sends it, of the right shape; whether it can be saved is not known yet. What is sent in {@code id}, {@code ref}
 * and {@code uid} is ignored, as clients send back what they got.
 *
 * @param type reference of the trigger type
 */
record TriggerDraft(
        @Nullable String name,
        @Nullable String pack,
        String type,
        ObjectNode parameters,
        @Nullable String description) {

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string"}, "pack": {"type": "string"},
              "type": {"type": "string", "required": true},
              "parameters": {"type": "object", "default": {}}, "description": {"type": "string"},
              "id": {"type": "string"}, "ref": {"type": "string"}, "uid": {"type": "string"}}}
            """);

    /** Why the body is no trigger, in the words of the schema checker; empty if it has the shape of one. */
    static Optional<String> shapeFault(JsonNode body) {
        return SchemaCheck.firstFault(SHAPE, body);
    }

    /**
     * @param body without a {@link #shapeFault}
     */
    static TriggerDraft of(JsonNode body) {
        return new TriggerDraft(
                text(body, "name"),
                text(body, "pack"),
                body.path("type").asText(),
                body.path("parameters") instanceof ObjectNode parameters ? parameters.deepCopy() : Json.object(),
                text(body, "description"));
    }

    /**
     * Why it can't be saved, looked at alone; the checks and their order are those of a rule's trigger.
     *
     * @param known the trigger type it names; empty if there is none
     */
    Optional<String> fault(Optional<TriggerType> known, TriggerCheck check) {
        return known.flatMap(found -> check.fault(found, parameters))
                .or(() -> typeFault(known))
                .or(this::nameFault);
    }

    Ref ref() {
        return new Ref(String.valueOf(pack), String.valueOf(name));
    }

    private Optional<String> typeFault(Optional<TriggerType> known) {
        try {
            Ref.parse(type);
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
        return known.isPresent()
                ? Optional.empty()
                : Optional.of("Trigger type with reference \"" + type + "\" doesn't exist in the database");
    }

    private Optional<String> nameFault() {
        if (name == null || name.isEmpty() || pack == null || pack.isEmpty()) {
            return Optional.of(
                    "Both pack and name needed for building ref. pack=" + shown(pack) + ", name=" + shown(name));
        }
        // PostgreSQL's texts can't hold it.
        boolean storable = Stream.of(name, pack, String.valueOf(description)).allMatch(text -> text.indexOf('\0') < 0);
        return storable ? Optional.empty() : Optional.of("Texts of a trigger must not contain the character NUL");
    }

    private static String shown(@Nullable String text) {
        return text == null ? "None" : text;
    }

    private static @Nullable String text(JsonNode body, String field) {
        return body.path(field).isTextual() ? body.path(field).asText() : null;
    }
}
