package io.hookline.action.execution;

import io.hookline.common.database.Rounds;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.jspecify.annotations.Nullable;

/**
 * Finds what nobody else would: executions of workers that are gone, delays that are over, and
 * questions that nobody has answered in time. It runs on every node; each finding is
 * made by one of them.
 */
@Singleton
final class Sweeper {
    private final Claims claims;
    private final Executions executions;
    private final Inquiries inquiries;
    private final Worker worker;
    private final ActionMetrics metrics;
    private final WorkerConfig config;
    private @Nullable Rounds sweeping;
    private @Nullable Rounds releasing;

    Sweeper(
            Claims claims,
            Executions executions,
            Inquiries inquiries,
            Worker worker,
            ActionMetrics metrics,
            WorkerConfig config) {
        this.claims = claims;
        this.executions = executions;
        this.inquiries = inquiries;
        this.worker = worker;
        this.metrics = metrics;
        this.config = config;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        sweeping = Rounds.start("sweeper", config.sweep().orElse(config.lease().dividedBy(3)), this::sweep);
        releasing = Rounds.start("delays", config.poll(), this::release);
    }

    private boolean sweep() {
        int swept = claims.sweep();
        if (swept > 0) {
            Log.warnf("executions abandoned: their worker is gone count=%d", swept);
            metrics.swept(swept);
        }
        executions.holdDelayed();
        metrics.waiting(claims.waiting());
        return swept == Claims.SWEPT_AT_ONCE;
    }

    private boolean release() {
        inquiries.expire();
        if (executions.releaseDue() > 0) {
            worker.wake();
        }
        return false;
    }

    void stop(@Observes ShutdownEvent event) {
        if (sweeping != null) {
            sweeping.close();
        }
        if (releasing != null) {
            releasing.close();
        }
    }
}
