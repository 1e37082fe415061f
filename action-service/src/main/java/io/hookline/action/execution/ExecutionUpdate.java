package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells that an execution has changed its state. Value of the topic {@code hookline.execution-updates}, keyed by {@code id}; several
 * states of one transaction are one record, its log tells them all.
 *
 * @param first whether the execution was recorded with these states; else all but those of the change were told before
 * @param result of a final one, if it is not too large to travel
 */
record ExecutionUpdate(
        String id,
        String status,
        int attempt,
        boolean first,
        String action,
        Instant startTimestamp,
        @Nullable Instant endTimestamp,
        List<StateChange> log,
        @Nullable JsonNode result) {}
