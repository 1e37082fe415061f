package io.hookline.benchmarks;

import io.hookline.benchmarks.Row.Figure;
import io.hookline.benchmarks.load.Durations;
import io.hookline.benchmarks.load.Load;
import io.hookline.benchmarks.load.Rounds;
import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.process.Up;
import io.hookline.benchmarks.process.Workbench;
import io.hookline.benchmarks.topic.Finished;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The whole way from a webhook to a finished {@code core.noop}, on all of Hookline in one process: how long it takes when nothing else
 * is going on, and how many come to their end per second, alone and behind thousands that wait. A webhook is posted whenever an execution
 * has finished, so both are under the same load, and only the number of those that wait differs. As webhooks are not taken from Kafka
 * faster than they are worked on, those that wait are written straight into the tables, as copies of the last one.
 */
final class FinishedExecutions {
    private static final double LEAST_SHARE = 0.9;
    private static final double LEAST_SHARE_BESIDE_A_TRANSACTION = 0.8;
    private static final double LEAST_RATE = 1_500;
    private static final double LONGEST_QUIET_MILLIS = 50;
    private static final double LONGEST_STEADY_MILLIS = 20;
    private static final int STEADY = 100;

    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final double P50 = 50;
    private static final double P99 = 99;

    private final Workbench workbench;
    private final Options options;
    private final Progress progress;

    private final Rounds alone = new Rounds();
    private final Rounds withBacklog = new Rounds();
    private final Rounds besideTransaction = new Rounds();
    private final List<Duration> durationsAlone = new ArrayList<>();

    FinishedExecutions(Workbench workbench, Options options, Progress progress) {
        this.workbench = workbench;
        this.options = options;
        this.progress = progress;
    }

    List<Row> measure() throws IOException, InterruptedException, SQLException {
        progress.say("starting Hookline");
        try (Up up = workbench.up("hookline", Map.of())) {
            Hook.make(up);
            var executions = new Executions(up);
            warmUp(up, executions);
            progress.say("one webhook at a time");
            Executions.Quiet quiet = executions.oneAtATime(Hook.PATH, options.quiet());
            progress.say(STEADY + " webhooks a second");
            var steady = new Durations(executions.steadily(Hook.PATH, STEADY, options.round()));
            measureInTurn(up, executions);
            measureBesideATransaction(up, executions);
            return List.of(
                    rates(),
                    besideATransaction(),
                    new Row(
                                    "%d webhooks a second, to the finished execution, ms".formatted(STEADY),
                                    new Figure("p99", steady.millis(P99)),
                                    new Figure("p50", steady.millis(P50)),
                                    "")
                            .withAim(
                                    "p50 below " + Math.round(LONGEST_STEADY_MILLIS),
                                    steady.millis(P50) < LONGEST_STEADY_MILLIS),
                    onTheWay(P50, quiet)
                            .withAim(
                                    "below " + Math.round(LONGEST_QUIET_MILLIS),
                                    quiet.toTheEnd().millis(P50) < LONGEST_QUIET_MILLIS),
                    onTheWay(P99, quiet),
                    underLoad());
        }
    }

    private void warmUp(Up up, Executions executions) throws IOException, InterruptedException, SQLException {
        progress.say("warming up");
        try (var load = load(up);
                var finished = new Finished(up.kafka(), load::done)) {
            load.keepUnderWay(options.underWay());
            Rounds.warmUp(
                    finished::count,
                    options.warmUp(),
                    rate -> progress.say("warming up, finished per second: %.0f".formatted(rate)));
            letFinish(load, finished, executions);
        }
    }

    private void measureInTurn(Up up, Executions executions) throws IOException, InterruptedException, SQLException {
        for (int round = 1; round <= options.backlogRounds(); round++) {
            try (var load = load(up);
                    var finished = new Finished(up.kafka(), load::done)) {
                load.keepUnderWay(options.underWay());
                measureAlone(finished, "round " + round);
                durationsAlone.addAll(executions.lastDurations());

                executions.letWait(options.waiting());
                long waiting = executions.waiting();
                withBacklog.add(rate(finished));
                progress.say("finished per second, round %d, %d to %d waiting: %.0f"
                        .formatted(round, waiting, executions.waiting(), withBacklog.last()));
                letFinish(load, finished, executions);
            }
        }
    }

    /** One that looks at a single row and then does nothing keeps every dead row of the queue from being cleaned away. */
    private void measureBesideATransaction(Up up, Executions executions)
            throws IOException, InterruptedException, SQLException {
        try (var load = load(up);
                var finished = new Finished(up.kafka(), load::done);
                Connection other = up.database()) {
            load.keepUnderWay(options.underWay());
            measureAlone(finished, "once more");
            progress.say("another transaction is open for "
                    + options.openTransaction().toSeconds() + " s");
            other.setAutoCommit(false);
            other.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = other.createStatement()) {
                statement.execute("SELECT FROM action.executions LIMIT 1");
            }
            long end = System.nanoTime() + options.openTransaction().toNanos();
            do {
                besideTransaction.add(rate(finished));
                progress.say("finished per second beside it: %.0f".formatted(besideTransaction.last()));
            } while (System.nanoTime() < end);
            other.rollback();
            letFinish(load, finished, executions);
        }
    }

    private void measureAlone(Finished finished, String which) throws InterruptedException {
        alone.add(rate(finished));
        progress.say("finished per second, %s: %.0f".formatted(which, alone.last()));
    }

    private Load load(Up up) {
        return new Load(Target.same(up.port(), Hook.PATH, up.credentials()), options.connections(), Load.End.TOLD);
    }

    private double rate(Finished finished) throws InterruptedException {
        Thread.sleep(SETTLING);
        double rate = Rounds.rate(finished::count, options.round());
        finished.check();
        return rate;
    }

    private static void letFinish(Load load, Finished finished, Executions executions)
            throws InterruptedException, SQLException {
        load.stop();
        executions.expectAnother(load.accepted());
        finished.check();
    }

    private Row rates() {
        var row = new Row(
                "executions finished per second, " + options.underWay() + " under way",
                new Figure("%,d waiting".formatted(options.waiting()), withBacklog.median()),
                new Figure("alone", alone.median()),
                "");
        return row.withAim("ratio at least " + LEAST_SHARE, row.ratio() >= LEAST_SHARE)
                .withAim("alone at least " + Math.round(LEAST_RATE), alone.median() >= LEAST_RATE);
    }

    private Row besideATransaction() {
        var row = new Row(
                "executions finished per second, " + options.underWay() + " under way",
                new Figure(
                        "a transaction open for %d s"
                                .formatted(options.openTransaction().toSeconds()),
                        besideTransaction.last()),
                new Figure("alone", alone.median()),
                "");
        return row.withAim(
                "ratio at least " + LEAST_SHARE_BESIDE_A_TRANSACTION, row.ratio() >= LEAST_SHARE_BESIDE_A_TRANSACTION);
    }

    private static Row onTheWay(double percent, Executions.Quiet quiet) {
        return new Row(
                "one webhook at a time, p%.0f ms".formatted(percent),
                new Figure("to its finished execution", quiet.toTheEnd().millis(percent)),
                new Figure("to its 202", quiet.toTheAnswer().millis(percent)),
                "");
    }

    private Row underLoad() {
        var durations = new Durations(durationsAlone);
        return new Row(
                "webhook to finished execution, ms, " + options.underWay() + " under way",
                new Figure("p99", durations.millis(P99)),
                new Figure("p50", durations.millis(P50)),
                "");
    }
}
