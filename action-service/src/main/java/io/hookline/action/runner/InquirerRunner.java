package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;

/** Asks a question, and leaves the execution waiting for the answer (spec: actions-and-runners, 8). */
@Singleton
final class InquirerRunner implements Runner {
    private static final int A_DAY_IN_MINUTES = 1440;

    @Override
    public String name() {
        return "inquirer";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) {
        ObjectNode given = order.runner();
        ObjectNode asked = Json.object();
        asked.set("schema", given.path("schema").isObject() ? given.path("schema") : goOn());
        asked.set("roles", list(given.path("roles")));
        asked.set("users", list(given.path("users")));
        asked.put("route", given.path("route").asText(""));
        asked.put("ttl", given.path("ttl").asInt(A_DAY_IN_MINUTES));
        return new RunnerResult.Pending(asked);
    }

    private static JsonNode list(JsonNode given) {
        return given.isArray() ? given : Json.mapper().createArrayNode();
    }

    private static ObjectNode goOn() {
        ObjectNode schema = Json.object().put("title", "response_data").put("type", "object");
        schema.putObject("properties")
                .putObject("continue")
                .put("type", "boolean")
                .put("description", "Would you like to continue the workflow?")
                .put("required", true);
        return schema;
    }
}
