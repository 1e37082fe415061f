package io.hookline.benchmarks;

import java.time.Duration;

/** Tells on standard error what is going on; the table alone goes to standard output. */
final class Progress {
    private final long start = System.nanoTime();

    void say(String what) {
        System.err.printf(
                "  %3d s  %s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds(), what);
    }
}
