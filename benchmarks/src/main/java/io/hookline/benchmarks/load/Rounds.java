package io.hookline.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Rates of one thing, measured several times; what counts is the one in the middle. */
public final class Rounds {
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private static final Duration STEP = Duration.ofSeconds(20);
    private static final int MOST_STEPS = 9;
    private static final double STILL_GROWING = 1.05;

    private final List<Double> rates = new ArrayList<>();

    /** By how much the counter grows in the time, as a number per second. */
    public static double rate(LongSupplier counter, Duration time) throws InterruptedException {
        long before = counter.getAsLong();
        long start = System.nanoTime();
        Thread.sleep(time);
        return (counter.getAsLong() - before) * NANOS_PER_SECOND / (System.nanoTime() - start);
    }

    /**
     * Goes on until the compiler has done its work: for so long at least, then until two steps in a row were no better than the best before
     * (one may be bad by chance), but not for ever.
     */
    public static void warmUp(LongSupplier counter, Duration atLeast) throws InterruptedException {
        double best = rate(counter, atLeast);
        int steady = 0;
        for (int step = 0; step < MOST_STEPS && steady < 2; step++) {
            double now = rate(counter, STEP);
            steady = now < best * STILL_GROWING ? steady + 1 : 0;
            best = Math.max(best, now);
        }
    }

    public void add(double rate) {
        rates.add(rate);
    }

    public double last() {
        return rates.getLast();
    }

    public double median() {
        List<Double> sorted = rates.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
