package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import jakarta.ws.rs.BadRequestException;

/** The body of a request to change an execution's state (spec: executions, 2.6). */
final class StateRequest {
    private static final ObjectNode SCHEMA = schema();

    private StateRequest() {}

    /**
     * @return the state that is wanted
     * @throws BadRequestException if it names none
     */
    static ExecutionStatus of(ObjectNode body) {
        SchemaCheck.firstFault(SCHEMA, body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return ExecutionStatus.of(body.path("status").asText()).orElseThrow();
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
