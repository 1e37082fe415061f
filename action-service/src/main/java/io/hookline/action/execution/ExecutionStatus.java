package io.hookline.action.execution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The states of an execution, and which may follow which (spec: executions, 3). */
enum ExecutionStatus {
    REQUESTED,
    SCHEDULED,
    DELAYED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMEOUT,
    ABANDONED,
    CANCELING,
    CANCELED,
    PENDING,
    PAUSING,
    PAUSED,
    RESUMING;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As answers, topics and rows spell it. */
    String text() {
        return text;
    }

    static Optional<ExecutionStatus> of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text.equals(text))
                .findFirst();
    }

    /** Reads what this system itself has written. */
    static ExecutionStatus stored(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(ExecutionStatus::text).toList();
    }

    boolean isFinal() {
        return switch (this) {
            case SUCCEEDED, FAILED, TIMEOUT, ABANDONED, CANCELED -> true;
            case REQUESTED, SCHEDULED, DELAYED, RUNNING, CANCELING, PENDING, PAUSING, PAUSED, RESUMING -> false;
        };
    }

    /** Nothing happens to it until somebody answers or resumes it, if ever. */
    boolean isAtRest() {
        return isFinal() || this == PENDING || this == PAUSED;
    }

    boolean canBecome(ExecutionStatus next) {
        return switch (this) {
            case REQUESTED ->
                next == DELAYED || next == SCHEDULED || next == CANCELING || next == CANCELED || next == FAILED;
            case DELAYED -> next == REQUESTED || next == SCHEDULED || next == CANCELING || next == CANCELED;
            case SCHEDULED -> next == RUNNING || next == CANCELED || next == CANCELING;
            case RUNNING ->
                next.isFinal() || next == CANCELING || next == PENDING || next == PAUSING || next == REQUESTED;
            case CANCELING -> next == CANCELED;
            case PENDING -> next == SUCCEEDED || next == TIMEOUT;
            case PAUSING -> next == PAUSED || next == CANCELING || next.isFinal();
            case PAUSED -> next == RESUMING || next == CANCELING;
            case RESUMING -> next == RUNNING || next == CANCELING;
            case SUCCEEDED, FAILED, TIMEOUT, CANCELED, ABANDONED -> false; // a late or repeated report changes nothing
        };
    }

    /** What asking for its end does in this state to an execution that is no part of a workflow (spec: executions, 2.5). */
    Cancellation cancellation() {
        return switch (this) {
            case REQUESTED, SCHEDULED, DELAYED -> Cancellation.AT_ONCE; // no worker has them
            case PAUSED, RESUMING -> Cancellation.IN_TWO_STEPS; // nor these, but they have begun
            case RUNNING, PAUSING -> Cancellation.BY_WORKER;
            case CANCELED -> Cancellation.DONE_BEFORE;
            case SUCCEEDED, FAILED, TIMEOUT, ABANDONED, CANCELING, PENDING -> Cancellation.REFUSED;
        };
    }

    /** The same for a part of a workflow. */
    Cancellation cancellationInWorkflow() {
        return cancellation() == Cancellation.AT_ONCE ? Cancellation.IN_TWO_STEPS : cancellation();
    }

    /** The five things that a request to cancel can meet. */
    enum Cancellation {
        AT_ONCE,
        IN_TWO_STEPS,
        BY_WORKER,
        DONE_BEFORE,
        REFUSED
    }
}
