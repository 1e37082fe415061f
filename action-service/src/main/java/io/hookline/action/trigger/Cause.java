package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * The execution that raises something.
 *
 * @param context which tells what led to it
 */
record Cause(String id, ObjectNode context) {
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
}
