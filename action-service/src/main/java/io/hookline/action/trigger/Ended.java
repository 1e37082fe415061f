package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

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

    Cause cause() {
        return new Cause(id, context);
    }

    @Override
    public String toString() {
        return "Ended[id=" + id + ", state=" + state + "]"; // results may be long, and secret
    }
}
