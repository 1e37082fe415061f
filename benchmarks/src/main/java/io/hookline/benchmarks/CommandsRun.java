package io.hookline.benchmarks;

import io.hookline.benchmarks.process.Up;
import io.hookline.benchmarks.process.Workbench;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code core.local}, a real process each, beside a bare loop that starts the same processes, as many at a time. */
final class CommandsRun {
    private static final double LEAST_SHARE = 0.8;
    private static final int COMMANDS = 400;
    private static final int AT_ONCE = 16;
    private static final int ROUNDS = 3;
    private static final double STILL_GROWING = 1.05;
    private static final String COMMAND = "exit 0";
    private static final long NANOS_IN_A_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Workbench workbench;
    private final Options options;
    private final Progress progress;

    CommandsRun(Workbench workbench, Options options, Progress progress) {
        this.workbench = workbench;
        this.options = options;
        this.progress = progress;
    }

    List<Row> measure() throws IOException, InterruptedException, SQLException {
        progress.say("starting Hookline for commands");
        try (Up up = workbench.up("commands", Map.of("HOOKLINE_WORKER_PROCESSES", String.valueOf(AT_ONCE)))) {
            double[] ours = new double[ROUNDS];
            double[] bare = new double[ROUNDS];
            warmUp(up);
            for (int round = 0; round < ROUNDS; round++) {
                ours[round] = rateOfHookline(up);
                bare[round] = rateOfBareProcesses();
                progress.say("commands per second, round %d: %.0f, bare %.0f"
                        .formatted(round + 1, ours[round], bare[round]));
            }
            var row = new Row(
                    "commands run per second, " + AT_ONCE + " at a time",
                    new Row.Figure("core.local", median(ours)),
                    new Row.Figure("bare ProcessBuilder", median(bare)),
                    "");
            return List.of(row.withAim("ratio at least " + LEAST_SHARE, row.ratio() >= LEAST_SHARE));
        }
    }

    /** Until the compiler has done its work. */
    private void warmUp(Up up) throws IOException, InterruptedException, SQLException {
        progress.say("warming up");
        long end = System.nanoTime() + options.warmUp().toNanos();
        double before;
        double now = 0;
        do {
            before = now;
            now = rateOfHookline(up);
        } while (System.nanoTime() < end || now > before * STILL_GROWING);
    }

    private static double median(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .sorted()
                .skip(values.length / 2)
                .findFirst()
                .orElseThrow();
    }

    /** From the first that runs to the last that has ended, by their logs: asking for them is not what is measured. */
    private double rateOfHookline(Up up) throws IOException, InterruptedException, SQLException {
        long before = ended(up);
        try (ExecutorService askers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<?> one : IntStream.range(0, COMMANDS)
                    .mapToObj(i -> askers.submit(() -> ask(up)))
                    .toList()) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        while (ended(up) < before + COMMANDS) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        try (Connection connection = up.database();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT count(*) / extract(epoch FROM max(end_timestamp) - min(state_times[3])) FROM"
                                + " (SELECT * FROM action.executions WHERE action_ref = 'core.local' ORDER BY seq DESC LIMIT ?) e")) {
            select.setInt(1, COMMANDS);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }

    private static boolean ask(Up up) throws IOException, InterruptedException {
        up.create("/v1/executions", "{\"action\": \"core.local\", \"parameters\": {\"cmd\": \"" + COMMAND + "\"}}");
        return true;
    }

    private static long ended(Up up) throws SQLException {
        try (Connection connection = up.database();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT count(*) FROM action.executions WHERE action_ref = 'core.local' AND status = 'succeeded'");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static double rateOfBareProcesses() throws InterruptedException {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 0; i < COMMANDS; i++) {
                threads.submit(
                        () -> new ProcessBuilder("bash", "-c", COMMAND).start().waitFor());
            }
        }
        return COMMANDS * (double) NANOS_IN_A_SECOND / (System.nanoTime() - start);
    }
}
