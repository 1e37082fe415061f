package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that an execution has put and waits for the answer to (spec: executions, 2.8). What it asks stands in the execution's result.
 *
 * @param id of the execution
 * @param ttl minutes until it is too late
 * @param schema of the answer
 */
record Inquiry(String id, String route, int ttl, ArrayNode users, ArrayNode roles, ObjectNode schema) {
    static final String RUNNER = "inquirer";
    private static final int A_DAY = 1440;

    static Inquiry of(String id, @Nullable JsonNode result) {
        JsonNode asked = result == null ? Json.object() : result;
        return new Inquiry(
                id,
                asked.path("route").asText(""),
                asked.path("ttl").asInt(A_DAY),
                list(asked.path("users")),
                list(asked.path("roles")),
                asked.path("schema") instanceof ObjectNode schema ? schema : Json.object());
    }

    private static ArrayNode list(JsonNode value) {
        return value instanceof ArrayNode list ? list : Json.mapper().createArrayNode();
    }

    Duration timeToAnswer() {
        return Duration.ofMinutes(ttl);
    }

    /** Anybody may answer where nobody is named. */
    boolean mayBeAnsweredBy(String user) {
        if (users.isEmpty()) {
            return true;
        }
        for (JsonNode named : users) {
            if (named.asText().equals(user)) {
                return true;
            }
        }
        return false;
    }

    /** Why a response is no answer to it, if so. */
    Optional<String> fault(ObjectNode response) {
        return SchemaCheck.firstFault(schema, response)
                .map(fault -> "Response for inquiry \"" + id + "\" did not pass schema validation. " + fault);
    }
}
