package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution that has come to its end.
 *
 * @param action reference of its action
 * @param runner name of the runner type
 * @param parameters as given, secrets masked
 * @param notification whom to tell: {@code on-complete}, {@code on-success}, {@code on-failure}; empty: nobody
 */
public record Ended(
        String id,
        EndState state,
        Instant start,
        Instant end,
        String action,
        String runner,
        ObjectNode parameters,
        JsonNode result,
        ObjectNode context,
        ObjectNode notification) {

    /** What it raises goes on with it. */
    @Nullable
    String trace() {
        return context.path("trace_context").path("id_").textValue();
    }

    String traceTag() {
        return context.path("trace_context").path("trace_tag").asText("execution-" + id);
    }

    /** How many executions led to it, each raising the trigger of the next: 0 if none did. */
    int depth() {
        return Math.max(0, context.path("trace_context").path("depth").asInt(0));
    }

    @Override
    public String toString() {
        return "Ended[id=" + id + ", state=" + state + "]"; // results may be long, and secret
    }
}
