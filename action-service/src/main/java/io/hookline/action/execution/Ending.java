package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * How a claim ended: in a final state, or with a question that waits for its answer, or at rest.
 *
 * @param result as the runner gave it
 * @param json the same as text, made once: results may be large
 */
record Ending(Claim claim, ExecutionStatus status, JsonNode result, String json, Instant at) {
    Ending {
        if (!status.isAtRest()) {
            throw new IllegalArgumentException("not an end: " + status);
        }
    }

    static Ending of(Claim claim, ExecutionStatus status, JsonNode result, Instant at) {
        return new Ending(claim, status, result, Json.text(result), at);
    }

    /** Bytes of the result as JSON. */
    int size() {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Milliseconds that a question waits for its answer. */
    long waits() {
        return status == ExecutionStatus.PENDING
                ? Inquiry.of(claim.id(), result).timeToAnswer().toMillis()
                : 0;
    }

    @Override
    public String toString() {
        return "Ending[claim=" + claim + ", status=" + status + "]"; // results may be long, and secret
    }
}
