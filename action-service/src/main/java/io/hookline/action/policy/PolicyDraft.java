package io.hookline.action.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ref;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A policy as a client or a file of a pack says it, with the defaults filled in. What is sent in {@code id}, {@code ref} and {@code uid}
 * is ignored, as clients send back what they got.
 */
public record PolicyDraft(
        String name,
        String pack,
        @Nullable String description,
        boolean enabled,
        String resourceRef,
        String policyType,
        ObjectNode parameters,
        String metadataFile) {

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "name": {"type": "string", "required": true, "minLength": 1},
              "resource_ref": {"type": "string", "required": true},
              "policy_type": {"type": "string", "required": true},
              "pack": {"type": "string", "required": true, "minLength": 1},
              "enabled": {"type": "boolean", "default": true},
              "description": {"type": "string"},
              "parameters": {"type": "object", "default": {}},
              "metadata_file": {"type": "string", "default": ""},
              "id": {"type": "string"}, "ref": {"type": "string"}, "uid": {"type": "string"}}}
            """);

    /**
     * Reads a policy.
     *
     * @param types those that it may be of
     */
    public static Reading read(JsonNode body, PolicyTypes types) {
        return SchemaCheck.firstFault(SHAPE, body)
                .or(() -> textFault(body))
                .<Reading>map(Reading.Faulty::new)
                .orElseGet(() -> ofType(body, types));
    }

    private static Reading ofType(JsonNode body, PolicyTypes types) {
        String ref = body.path("policy_type").asText();
        Optional<PolicyType> found = types.find(ref);
        if (found.isEmpty()) {
            return new Reading.Faulty(
                    ref.contains(".")
                            ? "Referenced policy_type \"" + ref + "\" doesnt exist"
                            : "Invalid reference: " + ref);
        }
        PolicyType type = found.get();
        ObjectNode parameters =
                type.filled(body.path("parameters") instanceof ObjectNode given ? given : Json.object());
        return type.fault(parameters)
                .<Reading>map(Reading.Faulty::new)
                .orElseGet(() -> new Reading.Usable(new PolicyDraft(
                        body.path("name").asText(),
                        body.path("pack").asText(),
                        body.hasNonNull("description")
                                ? body.path("description").asText()
                                : null,
                        body.path("enabled").asBoolean(true),
                        body.path("resource_ref").asText(),
                        type.ref(),
                        parameters,
                        body.path("metadata_file").asText(""))));
    }

    private static Optional<String> textFault(JsonNode body) {
        String resource = body.path("resource_ref").asText();
        try {
            Ref.parse(resource);
        } catch (IllegalArgumentException e) {
            return Optional.of("Invalid reference: " + resource);
        }
        // PostgreSQL's texts can't hold it.
        boolean storable = Stream.of("name", "pack", "resource_ref")
                .allMatch(field -> body.path(field).asText().indexOf('\0') < 0);
        return storable ? Optional.empty() : Optional.of("Texts of a policy must not contain the character NUL");
    }

    String ref() {
        return new Ref(pack, name).toString();
    }

    Policy policy(String id) {
        return new Policy(
                id,
                "policy:" + pack + ":" + name,
                ref(),
                name,
                pack,
                description,
                enabled,
                resourceRef,
                policyType,
                parameters,
                metadataFile);
    }

    /** What came of reading it. */
    public sealed interface Reading {
        record Usable(PolicyDraft draft) implements Reading {}

        /**
         * @param reason in the words of the schema checker, where it is the one that refuses
         */
        record Faulty(String reason) implements Reading {}
    }
}
