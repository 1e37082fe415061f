package io.hookline.common.database;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for rows to come to some state. No thread waits with them: who brings a row there wakes them, and now and then one query for
 * all looks for what other nodes have done, so that a lost notice loses nobody.
 */
public final class Waiters {
    private static final int LOOKED_FOR_AT_ONCE = 1000;

    private final String name;
    private final Duration poll;
    private final int most;
    private final Function<List<String>, ? extends Collection<String>> reached;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Set<CompletableFuture<@Nullable Void>>> byId = new ConcurrentHashMap<>();
    private @Nullable Rounds rounds;

    /**
     * @param most how many may wait at once
     * @param reached asks the database which of these are there
     */
    public Waiters(String name, Duration poll, int most, Function<List<String>, ? extends Collection<String>> reached) {
        this.name = name;
        this.poll = poll;
        this.most = most;
        this.reached = reached;
    }

    public void start() {
        rounds = Rounds.start(name, poll, this::look);
    }

    /** Nobody waits longer than the process lives: all go on. */
    public void stop() {
        if (rounds != null) {
            rounds.close();
        }
        wake(List.copyOf(byId.keySet()));
    }

    /**
     * Begins to wait; looks at the database once it does, so not for event loops.
     *
     * @return ends when the row is there or {@code longest} is over; empty if too many wait already
     * @throws DatabaseUnavailable if it can't be looked for
     */
    public Optional<CompletableFuture<@Nullable Void>> await(String id, Duration longest) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        var woken = new CompletableFuture<@Nullable Void>();
        byId.compute(id, (same, others) -> with(others, woken));
        woken.whenComplete((nothing, failure) -> {
            waiting.decrementAndGet();
            byId.computeIfPresent(id, (same, others) -> without(others, woken));
        });
        // Looked for when it is awaited already: nothing can come in between unseen.
        try {
            wake(reached.apply(List.of(id)));
        } catch (DatabaseUnavailable | StatementFailed e) {
            woken.cancel(false);
            throw e;
        }
        woken.completeOnTimeout(null, longest.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(woken);
    }

    /** These are there, and it is recorded. */
    public void wake(Collection<String> ids) {
        for (String id : ids) {
            for (CompletableFuture<@Nullable Void> one : byId.getOrDefault(id, Set.of())) {
                one.complete(null);
            }
        }
    }

    public int waiting() {
        return waiting.get();
    }

    private boolean look() {
        List<String> awaited = new ArrayList<>(byId.keySet());
        for (int from = 0; from < awaited.size(); from += LOOKED_FOR_AT_ONCE) {
            wake(reached.apply(awaited.subList(from, Math.min(from + LOOKED_FOR_AT_ONCE, awaited.size()))));
        }
        return false;
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
