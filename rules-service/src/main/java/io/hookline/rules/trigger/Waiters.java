package io.hookline.rules.trigger;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.StatementFailed;
import io.hookline.rules.RulesConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
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
 * Who waits for trigger instances to be judged. No thread waits with them: the batch that records an instance on this node wakes them,
 * and about twice a second one query for all looks for what other nodes have recorded.
 */
@Singleton
public class Waiters {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TriggerInstances instances;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Set<CompletableFuture<@Nullable Void>>> byInstance = new ConcurrentHashMap<>();
    private final ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trigger-instance-waiters").daemon().factory());

    Waiters(TriggerInstances instances, RulesConfig config) {
        this.instances = instances;
        this.most = config.mostWaiting();
    }

    void start(@Observes StartupEvent event) {
        poll.scheduleWithFixedDelay(this::look, POLL.toMillis(), POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Nobody waits longer than the process lives: all get their answer as it is now. */
    void stop(@Observes ShutdownEvent event) {
        poll.shutdownNow();
        wake(List.copyOf(byInstance.keySet()));
    }

    /**
     * Begins to wait at once.
     *
     * @return ends when the instance is judged or {@code longest} is over, on a thread that may block; fails if the database is away;
     *     empty if too many wait already
     */
    Optional<Uni<@Nullable Void>> awaitJudged(String id, Duration longest) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        var woken = new CompletableFuture<@Nullable Void>();
        byInstance.compute(id, (same, others) -> with(others, woken));
        woken.whenComplete((nothing, cancelled) -> {
            waiting.decrementAndGet();
            byInstance.computeIfPresent(id, (same, others) -> without(others, woken));
        });
        // Looked for when it is awaited already: its judgement can't come in between unseen.
        try {
            wake(instances.judgedAmong(List.of(id)));
        } catch (DatabaseUnavailable | StatementFailed e) {
            woken.completeExceptionally(e);
        }
        woken.completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(Uni.createFrom().completionStage(woken).emitOn(Infrastructure.getDefaultWorkerPool()));
    }

    /** These have been judged, and it is recorded. */
    public void wake(Collection<String> judged) {
        for (String id : judged) {
            for (CompletableFuture<@Nullable Void> one : byInstance.getOrDefault(id, Set.of())) {
                one.complete(null);
            }
        }
    }

    public int waiting() {
        return waiting.get();
    }

    private void look() {
        List<String> awaited = List.copyOf(byInstance.keySet());
        if (awaited.isEmpty()) {
            return;
        }
        try {
            wake(instances.judgedAmong(awaited));
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
