package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to change an execution's state (spec: executions, 2.6).
 *
 * @param result for an end that is told from outside; null: none was given
 */
record StateRequest(ExecutionStatus status, @Nullable JsonNode result) {
    private static final ObjectNode SCHEMA = schema();

    /**
     * @throws BadRequestException if it names none
     */
    static StateRequest of(ObjectNode body) {
        RequestBody.check(body, SCHEMA);
        return new StateRequest(ExecutionStatus.of(body.path("status").asText()).orElseThrow(), body.get("result"));
    }

    private static ObjectNode schema() {
        ObjectNode schema = (ObjectNode) Json.stored("""
                {"type": "object", "additionalProperties": false,
                 "properties": {"status": {"type": "string", "required": true}, "result": {}}}""");
        ArrayNode states = ((ObjectNode) schema.path("properties").path("status")).putArray("enum");
        ExecutionStatus.texts().forEach(states::add);
        return schema;
    }
}
