package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.Lane;

/**
 * An execution in the hands of this worker.
 *
 * @param attempt number of this claim; nothing is written under an older one
 * @param actionCopy digest of the action's copy
 */
record Claim(
        String id,
        String liveactionId,
        int attempt,
        String lane,
        String actionRef,
        String actionCopy,
        String runnerCopy,
        ObjectNode parameters,
        ObjectNode context) {
    /** Of one that is recorded as taken. */
    static Claim first(Execution execution, Lane lane) {
        return new Claim(
                execution.id(),
                execution.liveactionId(),
                1,
                lane.text(),
                execution.actionRef(),
                execution.action().digest(),
                execution.runner().digest(),
                execution.parameters(),
                execution.context());
    }

    @Override
    public String toString() {
        return "Claim[id=" + id + ", attempt=" + attempt + "]"; // parameters may be secret
    }
}
