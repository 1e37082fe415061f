package io.hookline.action.execution;

import java.time.Duration;

/**
 * A worker's right to run what it has claimed, for as long as it is renewed in time. The database decides when it has run out; this
 * side gives it up no later, by a clock that no one can set.
 */
final class Lease {
    private final String worker;
    private final Duration length;
    private volatile long renewedAt;
    private volatile boolean lost;

    Lease(String worker, Duration length) {
        this.worker = worker;
        this.length = length;
        this.renewedAt = System.nanoTime();
    }

    String worker() {
        return worker;
    }

    Duration length() {
        return length;
    }

    /**
     * @param asked {@link System#nanoTime} before the renewal was sent
     */
    void renewed(long asked) {
        renewedAt = asked;
    }

    void lose() {
        lost = true;
    }

    boolean holds() {
        return !lost && System.nanoTime() - renewedAt < length.toNanos();
    }
}
