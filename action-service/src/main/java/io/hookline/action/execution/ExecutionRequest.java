package io.hookline.action.execution;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.callback.CallbackRequest;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import jakarta.ws.rs.BadRequestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/executions} is asked for (spec: executions, 2.1).
 *
 * @param rendered names of parameters that have been rendered before: nothing is rendered twice (spec: templating, 8)
 * @param user null: the one who asks
 * @param delay milliseconds; null: none, and 0 is none
 * @param notification replaces the action's own; null: none given
 */
record ExecutionRequest(
        String action,
        ObjectNode parameters,
        Set<String> rendered,
        @Nullable String user,
        ObjectNode context,
        @Nullable Long delay,
        @Nullable ObjectNode notification,
        ObjectNode callback) {
    private static final Set<String> TRACE_KEYS = Set.of("trace_tag", "id_");

    private static final JsonNode SCHEMA = Json.stored("""
            {"type": "object", "properties": {
                "action": {"type": "string", "required": true},
                "parameters": {"type": "object"},
                "user": {"type": "string"},
                "context": {"type": "object", "properties": {"trace_context": {"type": "object"}}},
                "delay": {"type": "integer", "minimum": 0},
                "callback": {"type": "object"},
                "notify": {"type": "object", "additionalProperties": false, "properties": {
                    "on-complete": %1$s, "on-success": %1$s, "on-failure": %1$s}}}}""".formatted("""
                    {"type": "object", "additionalProperties": false, "properties": {"message": {"type": "string"},
                        "data": {"type": "object"}, "routes": {"type": "array"}, "channels": {"type": "array"}}}"""));

    ExecutionRequest {
        rendered = Set.copyOf(rendered);
    }

    /**
     * @param header of {@code st2-context}, if any
     * @throws BadRequestException in the words of the spec
     */
    static ExecutionRequest of(ObjectNode body, @Nullable String header) {
        SchemaCheck.firstFault(SCHEMA, body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        CallbackRequest.faultOf(object(body, "callback")).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        ObjectNode context = object(body, "context").deepCopy();
        if (header != null) {
            context.setAll(headerContext(header));
        }
        context.path("trace_context").fieldNames().forEachRemaining(key -> {
            if (!TRACE_KEYS.contains(key)) {
                throw new BadRequestException("Additional properties are not allowed ('" + key + "' was unexpected)");
            }
        });
        return new ExecutionRequest(
                body.path("action").asText(),
                object(body, "parameters"),
                Set.of(),
                body.path("user").asText("").isEmpty()
                        ? null
                        : body.path("user").asText(),
                context,
                body.path("delay").asLong() > 0 ? body.path("delay").asLong() : null,
                body.path("notify") instanceof ObjectNode given ? given : null,
                object(body, "callback"));
    }

    ExecutionRequest withRendered(Set<String> names) {
        return new ExecutionRequest(action, parameters, names, user, context, delay, notification, callback);
    }

    private static ObjectNode headerContext(String header) {
        try {
            if (Json.mapper().readTree(header) instanceof ObjectNode context) {
                return context;
            }
        } catch (JacksonException e) {
            throw new BadRequestException(notContext(header), e);
        }
        throw new BadRequestException(notContext(header));
    }

    private static String notContext(String header) {
        return "Unable to convert st2-context from the headers into JSON (was " + header + ")";
    }

    private static ObjectNode object(ObjectNode body, String field) {
        return body.path(field) instanceof ObjectNode object ? object : Json.object();
    }

    /**
     * What the order to run carries beside action and parameters.
     *
     * @param callback as it is kept
     */
    ObjectNode liveaction(ObjectNode callback) {
        ObjectNode order = Json.object();
        order.set("callback", callback);
        if (notification != null) {
            order.set("notify", notification);
        }
        return order;
    }

    @Override
    public String toString() {
        return "ExecutionRequest[action=" + action + "]"; // parameters may be secret
    }
}
