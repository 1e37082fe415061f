package io.hookline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * How long and how much is measured. Each is a system property; {@code ./hookline bench} takes them as {@code -Dbench.seconds=3}.
 *
 * @param round  {@code bench.seconds}: one measured round
 * @param warmUp  {@code bench.warm-up}: seconds under load, for each of what is measured, before anything is measured
 * @param rounds  {@code bench.rounds}: how often each of two things is measured, in turn
 * @param backlogRounds  {@code bench.backlog-rounds}: the same for executions with and without a backlog, which takes longer
 * @param connections  {@code bench.connections}
 * @param underWay  {@code bench.under-way}: webhooks whose executions are not finished yet, the backlog not counted
 * @param waiting  {@code bench.waiting}: executions in the backlog
 * @param quiet  {@code bench.quiet}: webhooks sent one at a time, each waited for
 * @param history  {@code bench.history}: executions of the past that lists are made over
 * @param openTransaction  {@code bench.open-transaction}: seconds for which another transaction has been open when it is measured what that costs
 * @param profile  {@code bench.profile}: a folder for a flight recording and the log of each process; none by default
 */
record Options(
        Duration round,
        Duration warmUp,
        int rounds,
        int backlogRounds,
        int connections,
        int underWay,
        int waiting,
        int quiet,
        int history,
        Duration openTransaction,
        Optional<Path> profile) {
    static Options from(Properties properties) {
        return new Options(
                Duration.ofSeconds(number(properties, "bench.seconds", 10)),
                Duration.ofSeconds(number(properties, "bench.warm-up", 15)),
                number(properties, "bench.rounds", 3),
                number(properties, "bench.backlog-rounds", 2),
                number(properties, "bench.connections", 64),
                number(properties, "bench.under-way", 1024),
                number(properties, "bench.waiting", 20_000),
                number(properties, "bench.quiet", 300),
                number(properties, "bench.history", 10_000_000),
                Duration.ofSeconds(number(properties, "bench.open-transaction", 60)),
                Optional.ofNullable(properties.getProperty("bench.profile")).map(Path::of));
    }

    private static int number(Properties properties, String name, int otherwise) {
        String text = properties.getProperty(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is none of use
        }
        throw new IllegalArgumentException(name + " must be a number above 0, not '" + text + "'");
    }
}
