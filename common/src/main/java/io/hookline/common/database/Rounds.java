package io.hookline.common.database;

import io.quarkus.logging.Log;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A step that is done again and again on a thread of its own until it is closed: when it is called for, and without a call at intervals
 * that vary, so that the nodes of a cluster do not fall into step.
 */
public final class Rounds implements AutoCloseable {
    private static final Duration LAST_ROUND = Duration.ofSeconds(5);

    private final String name;
    private final Duration interval;
    private final Step step;
    private final Semaphore calls = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;
    private boolean healthy = true;

    private Rounds(String name, Duration interval, Step step) {
        this.name = name;
        this.interval = interval;
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** The first round is at once. */
    public static Rounds start(String name, Duration interval, Step step) {
        var rounds = new Rounds(name, interval, step);
        rounds.thread.start();
        return rounds;
    }

    /** One more round now; never blocks. */
    public void call() {
        calls.release();
    }

    private void run() {
        while (!closed) {
            boolean again = done();
            if (!again) {
                await();
            }
        }
    }

    private boolean done() {
        try {
            boolean again = step.run();
            healthy = true;
            return again;
        } catch (DatabaseUnavailable | SQLException e) {
            if (healthy) {
                Log.warnf("%s waits for the database reason=%s", name, e.getMessage());
            }
            healthy = false;
        } catch (RuntimeException e) { // a bug is told, and the rounds go on: nothing may stay stuck for it
            Log.errorf(e, "%s failed", name);
        }
        return false;
    }

    private void await() {
        long millis = interval.toMillis();
        try {
            if (calls.tryAcquire(
                    millis / 2 + ThreadLocalRandom.current().nextLong(millis + 1), TimeUnit.MILLISECONDS)) {
                calls.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Returns when the round under way is over, within a limit. */
    @Override
    public void close() {
        closed = true;
        call();
        try {
            thread.join(LAST_ROUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done each time. */
    @FunctionalInterface
    public interface Step {
        /**
         * @return whether to do it again at once
         */
        boolean run() throws SQLException;
    }
}
