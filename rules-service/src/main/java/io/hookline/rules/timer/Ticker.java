package io.hookline.rules.timer;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.rules.engine.RulesMetrics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the timers whenever the next one is due, and about once a second for those that began meanwhile, on this node or another. It
 * runs on every node; each tick is fired by one of them.
 */
@Singleton
final class Ticker {
    private static final int LONGEST_PAUSE_MILLIS = 1000;

    /** What is due and still not taken is in the hands of another node. */
    private static final int SHORTEST_PAUSE_MILLIS = 20;

    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final Timers timers;
    private final TimerConfig config;
    private final RulesMetrics metrics;
    private final ScheduledExecutorService rounds = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("timers").daemon().factory());
    private boolean settled;
    private boolean healthy = true;

    Ticker(Timers timers, TimerConfig config, RulesMetrics metrics) {
        this.timers = timers;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        next(0);
    }

    private void next(long millis) {
        if (!rounds.isShutdown()) {
            rounds.schedule(this::round, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void round() {
        long pause = LONGEST_PAUSE_MILLIS;
        try {
            pause = fire();
            healthy = true;
        } catch (DatabaseUnavailable e) {
            if (healthy) {
                Log.warnf("timers wait for the database reason=%s", e.getMessage());
            }
            healthy = false;
        } catch (RuntimeException e) { // a bug is told, and the other timers go on
            Log.error("timers failed", e);
        }
        next(pause);
    }

    /** Returns the milliseconds to wait. */
    private long fire() {
        if (!settled) {
            timers.settleAll();
            settled = true;
        }
        Timers.Round round = timers.fire(config.tolerance());
        metrics.ticked(round.fired(), round.late(), round.missed());
        if (round.missed() > 0) {
            Log.warnf("ticks are missed: they were found too late timers=%d", round.missed());
        }
        // Nodes that look for no reason need not look at the same time.
        long longest = LONGEST_PAUSE_MILLIS / 2 + ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS / 2);
        return Math.min(
                longest, Math.max(SHORTEST_PAUSE_MILLIS, round.untilNext().toMillis()));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        rounds.shutdown();
        rounds.awaitTermination(LAST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }
}
