package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** How a claim ended. */
record Ending(Claim claim, ExecutionStatus status, JsonNode result, Instant at) {
    Ending {
        if (!status.isFinal()) {
            throw new IllegalArgumentException("not an end: " + status);
        }
    }
}
