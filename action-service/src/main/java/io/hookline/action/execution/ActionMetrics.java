package io.hookline.action.execution;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What this service counts. */
@Singleton
final class ActionMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    ActionMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("executions.waiting", waiting);
        registry.gauge("executions.running", running);
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

    void waiting(int executions) {
        waiting.set(executions);
    }

    double count(String name) {
        return registry.counter(name).count();
    }
}
