package io.hookline.action.stream;

import io.hookline.common.database.Waiters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who waits for executions to end. The feed wakes them, whichever node wrote the end. */
@Singleton
public final class EndWaiters {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Waiters waiters;

    EndWaiters(ShownExecutions executions, StreamConfig config, StreamMetrics metrics) {
        this.waiters = new Waiters("execution-waiters", POLL, config.mostWaiting(), executions::endedAmong);
        metrics.waiters(waiters::waiting);
    }

    void start(@Observes StartupEvent event) {
        waiters.start();
    }

    void stop(@Observes ShutdownEvent event) {
        waiters.stop();
    }

    /**
     * Begins to wait; looks at the database once it does, so not for event loops.
     *
     * @return ends when the execution has ended or {@code longest} is over; empty if too many wait already
     */
    public Optional<CompletableFuture<@Nullable Void>> awaitEnded(String id, Duration longest) {
        return waiters.await(id, longest);
    }

    /** These have ended, and it is recorded. */
    void wake(Collection<String> ended) {
        waiters.wake(ended);
    }

    int waiting() {
        return waiters.waiting();
    }
}
