package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An execution that a workflow has asked for.
 *
 * @param result secrets opened; an empty object while there is none
 * @param shown the same with secrets masked
 */
public record Child(
        String id,
        String liveactionId,
        State state,
        JsonNode result,
        JsonNode shown,
        Instant start,
        @Nullable Instant end) {
    @Override
    public String toString() {
        return "Child[id=" + id + ", state=" + state + "]"; // results may be secret
    }

    /** As far as it matters to a workflow. */
    public enum State {
        UNDER_WAY,
        SUCCEEDED,
        FAILED,
        TIMEOUT,
        ABANDONED,
        CANCELED,
        /** It waits for an answer. */
        PENDING,
        /** It is a workflow, and rests. */
        PAUSED;

        static State of(ExecutionStatus status) {
            return switch (status) {
                case REQUESTED, SCHEDULED, DELAYED, RUNNING, CANCELING, PAUSING, RESUMING -> UNDER_WAY;
                case SUCCEEDED -> SUCCEEDED;
                case FAILED -> FAILED;
                case TIMEOUT -> TIMEOUT;
                case ABANDONED -> ABANDONED;
                case CANCELED -> CANCELED;
                case PENDING -> PENDING;
                case PAUSED -> PAUSED;
            };
        }

        public boolean isRest() {
            return this != UNDER_WAY;
        }

        /** As executions spell it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
