package io.hookline.action.execution;

import jakarta.inject.Singleton;

/** Who on this node hears of a change of executions once it is committed; others hear of it by the topic of updates. */
@Singleton
final class AfterCommit {
    private final Gates gates;
    private final AwaitedEnds awaited;

    AfterCommit(Gates gates, AwaitedEnds awaited) {
        this.gates = gates;
        this.awaited = awaited;
    }

    /** Never blocks. */
    void tell(ExecutionUpdates committed) {
        gates.look(committed.boundActions());
        awaited.told(committed.byId().keySet());
    }
}
