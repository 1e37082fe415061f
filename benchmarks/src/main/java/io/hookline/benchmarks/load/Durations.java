package io.hookline.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long each of several things took. */
public final class Durations {
    private static final double NANOS_PER_MILLI = 1_000_000;
    private static final double PERCENT = 100;

    private final List<Duration> sorted;

    public Durations(List<Duration> durations) {
        if (durations.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var copy = new ArrayList<>(durations);
        Collections.sort(copy);
        this.sorted = List.copyOf(copy);
    }

    public int count() {
        return sorted.size();
    }

    /**
     * The smallest that at least so many of a hundred do not exceed.
     *
     * @param percent above 0, at most 100
     */
    public double millis(double percent) {
        int rank = (int) Math.ceil(percent / PERCENT * sorted.size());
        return sorted.get(Math.max(rank, 1) - 1).toNanos() / NANOS_PER_MILLI;
    }
}
