package io.hookline.action.execution;

import io.hookline.common.log.LogLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What this service counts. */
@Singleton
final class ActionMetrics {
    private final MeterRegistry registry;
    private final LogLimit chains = new LogLimit();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger atGates = new AtomicInteger();

    ActionMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("executions.waiting", waiting);
        registry.gauge("executions.running", running);
        registry.gauge("policies.waiting", atGates);
    }

    void requested(int executions) {
        registry.counter("executions.requested").increment(executions);
    }

    void started(int executions) {
        registry.counter("executions.started").increment(executions);
        running.addAndGet(executions);
    }

    void finished(ExecutionStatus status) {
        registry.counter("executions.finished", "status", status.text()).increment();
    }

    /** A worker has let go of it, whether its end was written or not. */
    void released() {
        running.decrementAndGet();
    }

    /** Ends that came too late to be written. */
    void fenced(int writes) {
        registry.counter("executions.fenced").increment(writes);
    }

    /** Ended by a sweeper: their worker is gone. */
    void swept(int executions) {
        registry.counter("executions.swept").increment(executions);
    }

    void leaseLost() {
        registry.counter("worker.leases.lost").increment();
    }

    /** Trigger instances that ends of executions raised. */
    void raised(int instances) {
        registry.counter("triggers.raised").increment(instances);
    }

    /** An end raised nothing, because the chain of executions that led to it is too long. */
    void chainCut(String execution, int depth) {
        registry.counter("triggers.refused", "reason", "chain_too_deep").increment();
        chains.tell(heldBack -> Log.warnf(
                "execution raises no trigger: its chain is too deep execution=%s depth=%d not_told=%d",
                execution, depth, heldBack));
    }

    void waiting(int executions) {
        waiting.set(executions);
    }

    /** Executions that wait because a policy holds them back. */
    void atGates(int executions) {
        atGates.set(executions);
    }

    /** What policies have let in, held back or turned away. */
    void decided(Admission.Outcome outcome, int executions) {
        registry.counter("policies.decided", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment(executions);
    }

    double count(String name) {
        return registry.counter(name).count();
    }
}
