package io.hookline.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/** Rates of one thing, measured several times; what counts is the one in the middle. */
public final class Rounds {
    private static final double NANOS_PER_SECOND = 1_000_000_000;

    private static final Duration STEP = Duration.ofSeconds(20);
    private static final Duration LONGEST_FURTHER = Duration.ofMinutes(3);
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
     *
     * @param each gets the rate of each step, as a number per second
     */
    public static void warmUp(LongSupplier counter, Duration atLeast, DoubleConsumer each) throws InterruptedException {
        long earliest = System.nanoTime() + atLeast.toNanos();
        long latest = earliest + LONGEST_FURTHER.toNanos();
        double best = 0;
        int steady = 0;
        do {
            double now = rate(counter, STEP);
            each.accept(now);
            steady = now < best * STILL_GROWING ? steady + 1 : 0;
            best = Math.max(best, now);
        } while (System.nanoTime() < earliest || (steady < 2 && System.nanoTime() < latest));
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
