package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import io.hookline.common.secret.SecretBox;
import jakarta.inject.Singleton;

/**
 * What of a result is secret (spec: executions, 5): what the action's output schema marks so, and of an answered inquiry what its own schema
 * does. Results are kept with that sealed.
 */
@Singleton
final class ResultSecrets {
    private static final String INQUIRER = "inquirer";

    private final SecretBox box;

    ResultSecrets(SecretBox box) {
        this.box = box;
    }

    JsonNode masked(ObjectNode action, ObjectNode runner, JsonNode result) {
        return replaced(Secrets.MASKED, action, runner, result);
    }

    JsonNode sealed(ObjectNode action, ObjectNode runner, JsonNode result) {
        return replaced(new Secrets(box::seal), action, runner, result);
    }

    /**
     * As it was before {@link #sealed}.
     *
     * @throws io.hookline.common.secret.SecretUnreadable if a secret was sealed under another key
     */
    JsonNode opened(ObjectNode action, ObjectNode runner, JsonNode result) {
        return replaced(new Secrets(box::open), action, runner, result);
    }

    private static JsonNode replaced(Secrets secrets, ObjectNode action, ObjectNode runner, JsonNode result) {
        String part;
        JsonNode schema;
        if (runner.path("name").asText().equals(INQUIRER)) {
            part = "response";
            schema = result.path("schema");
        } else {
            part = runner.path("output_key").asText("");
            schema = whole(action.path("output_schema"));
        }
        if (schema.isEmpty() || !(result instanceof ObjectNode fields) || !fields.has(part)) {
            return result;
        }
        ObjectNode copy = Json.object();
        copy.setAll(fields);
        return copy.set(part, secrets.value(schema, fields.path(part)));
    }

    /** The old form of an output schema is a bare map of properties. */
    private static JsonNode whole(JsonNode schema) {
        return schema.isEmpty() || schema.has("type") ? schema : Json.object().set("properties", schema);
    }
}
