package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An execution in the hands of this worker.
 *
 * @param seq its place in the order of the queue
 * @param attempt number of this claim; nothing is written under an older one
 * @param actionCopy digest of the action's copy
 */
record Claim(
        String id,
        String liveactionId,
        long seq,
        int attempt,
        String lane,
        String actionRef,
        String actionCopy,
        String runnerCopy,
        ObjectNode parameters,
        ObjectNode context) {
    @Override
    public String toString() {
        return "Claim[id=" + id + ", attempt=" + attempt + "]"; // parameters may be secret
    }
}
