package io.hookline.action.stream;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.StatementFailed;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for executions to end. The feed wakes them, whichever node wrote the end; and once a second one query for all looks for
 * ends that the feed did not tell of, so that a lost notice loses nobody.
 */
@Singleton
public final class EndWaiters {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int LOOKED_FOR_AT_ONCE = 1000;

    private final ShownExecutions executions;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Set<CompletableFuture<@Nullable Void>>> byExecution = new ConcurrentHashMap<>();
    private final ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("execution-waiters").daemon().factory());

    EndWaiters(ShownExecutions executions, StreamConfig config, StreamMetrics metrics) {
        this.executions = executions;
        this.most = config.mostWaiting();
        metrics.waiters(waiting::get);
    }

    void start(@Observes StartupEvent event) {
        poll.scheduleWithFixedDelay(this::look, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody waits longer than the process lives: all get their answer as it is now. */
    void stop(@Observes ShutdownEvent event) {
        poll.shutdownNow();
        wake(List.copyOf(byExecution.keySet()));
    }

    /**
     * Begins to wait; looks at the database once it does, so not for event loops.
     *
     * @return ends when the execution has ended or {@code longest} is over; empty if too many wait already
     */
    public Optional<CompletableFuture<@Nullable Void>> awaitEnded(String id, Duration longest) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        var woken = new CompletableFuture<@Nullable Void>();
        byExecution.compute(id, (same, others) -> with(others, woken));
        woken.whenComplete((nothing, failure) -> {
            waiting.decrementAndGet();
            byExecution.computeIfPresent(id, (same, others) -> without(others, woken));
        });
        woken.completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
        // Looked for when it is awaited already: its end can't come in between unseen.
        try {
            wake(executions.endedAmong(List.of(id)));
        } catch (DatabaseUnavailable | StatementFailed e) {
            Log.debugf("waiter is not looked for at once reason=%s", e.getMessage());
        }
        return Optional.of(woken);
    }

    /** These have ended, and it is recorded. */
    void wake(Collection<String> ended) {
        for (String id : ended) {
            for (CompletableFuture<@Nullable Void> one : byExecution.getOrDefault(id, Set.of())) {
                one.complete(null);
            }
        }
    }

    int waiting() {
        return waiting.get();
    }

    private void look() {
        List<String> awaited = new ArrayList<>(byExecution.keySet());
        try {
            for (int from = 0; from < awaited.size(); from += LOOKED_FOR_AT_ONCE) {
                wake(executions.endedAmong(awaited.subList(from, Math.min(from + LOOKED_FOR_AT_ONCE, awaited.size()))));
            }
        } catch (DatabaseUnavailable | StatementFailed e) {
            Log.debugf("waiters are not looked for reason=%s", e.getMessage());
        }
    }

    private static <T> Set<T> with(@Nullable Set<T> some, T one) {
        Set<T> more = some == null ? new HashSet<>() : new HashSet<>(some);
        more.add(one);
        return Set.copyOf(more);
    }

    private static <T> @Nullable Set<T> without(Set<T> some, T one) {
        Set<T> rest = new HashSet<>(some);
        rest.remove(one);
        return rest.isEmpty() ? null : Set.copyOf(rest);
    }
}
