package io.hookline.benchmarks;

import io.hookline.benchmarks.load.Durations;
import io.hookline.benchmarks.process.Up;
import io.hookline.benchmarks.process.Workbench;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long lists take over a history of millions, which is written straight into the tables: thirty days, one execution in a hundred failed. */
final class ListedExecutions {
    private static final double LONGEST_MILLIS = 50;
    private static final int DAYS = 30;
    private static final int TIMES = 500;
    private static final int OK = 200;
    private static final double P50 = 50;
    private static final double P99 = 99;

    private static final Map<String, String> LISTS = Map.of(
            "the newest 50", "limit=50&parent=null&exclude_attributes=result",
            "the newest 50 that failed", "limit=50&status=failed",
            "the newest 50 of a rare action", "limit=50&action=bench.rare",
            "those that run", "limit=50&status=running",
            "50 of a day ago", "limit=50&timestamp_lt=%s");

    private static final String PARTITIONS = """
            DO $$ DECLARE t text; d date; BEGIN
                FOREACH t IN ARRAY ARRAY['executions', 'execution_requests', 'execution_results'] LOOP
                    FOR d IN SELECT generate_series(current_date - %d, current_date - 2, interval '1 day')::date LOOP
                        EXECUTE format('CREATE TABLE IF NOT EXISTS action.%%s_%%s PARTITION OF action.%%s FOR VALUES FROM (%%L) TO (%%L)', t,
                            to_char(d, 'YYYYMMDD'), t, lpad(to_hex(extract(epoch FROM d)::bigint), 8, '0'),
                            lpad(to_hex(extract(epoch FROM d + 1)::bigint), 8, '0'));
                    END LOOP;
                END LOOP;
            END $$""";

    private static final String SEED = """
            WITH real AS (
                SELECT e.action_copy, e.runner_copy, q.parameters, q.context, q.liveaction
                FROM action.executions e JOIN action.execution_requests q ON q.id = e.id WHERE e.action_ref = 'core.noop'
            ), made AS (
                SELECT lpad(to_hex(extract(epoch FROM at)::bigint), 8, '0') || lpad(to_hex(i), 16, '0') AS id, at, i
                FROM (SELECT i, now() - interval '%1$d days' * (1 - i::float8 / %2$d) AS at FROM generate_series(%3$d, %4$d) i) s
            ), executions AS (
                INSERT INTO action.executions (id, liveaction_id, status, lane, start_timestamp, end_timestamp, states, state_times,
                    action_ref, runner, user_name, action_copy, runner_copy)
                SELECT id, id, s.status, 'thread', at, at, ARRAY['requested', 'scheduled', 'running', s.status], ARRAY[at, at, at, at],
                    CASE WHEN i %% 1000003 = 0 THEN 'bench.rare' ELSE 'bench.a' || i %% 20 END, 'noop', 'admin', action_copy, runner_copy
                FROM real, made, LATERAL (SELECT CASE WHEN i %% 100 = 0 THEN 'failed' ELSE 'succeeded' END AS status) s
            )
            INSERT INTO action.execution_requests (id, parameters, context, liveaction)
            SELECT id, parameters, context, liveaction FROM real, made""";

    private static final int AT_ONCE = 250_000;

    private final Workbench workbench;
    private final Options options;
    private final Progress progress;

    ListedExecutions(Workbench workbench, Options options, Progress progress) {
        this.workbench = workbench;
        this.options = options;
        this.progress = progress;
    }

    List<Row> measure() throws IOException, InterruptedException, SQLException {
        progress.say("starting Hookline for lists");
        try (Up up = workbench.up("lists", Map.of())) {
            seed(up);
            String dayAgo = Instant.now()
                    .minus(Duration.ofDays(1))
                    .truncatedTo(ChronoUnit.MICROS)
                    .toString();
            warmUp(up, dayAgo);
            List<Row> rows = new ArrayList<>();
            for (Map.Entry<String, String> list : LISTS.entrySet()) {
                var durations = new Durations(durations(up, list.getValue().formatted(dayAgo)));
                rows.add(new Row(
                                "list of executions, ms, over %,d: %s".formatted(options.history(), list.getKey()),
                                new Row.Figure("p99", durations.millis(P99)),
                                new Row.Figure("p50", durations.millis(P50)),
                                "")
                        .withAim("p99 below " + Math.round(LONGEST_MILLIS), durations.millis(P99) < LONGEST_MILLIS));
            }
            return rows;
        }
    }

    /** A server that has just been started is busy with itself. */
    private void warmUp(Up up, String dayAgo) throws IOException, InterruptedException {
        progress.say("warming up");
        long end = System.nanoTime() + options.warmUp().toNanos();
        while (System.nanoTime() < end) {
            for (String list : LISTS.values()) {
                durations(up, list.formatted(dayAgo));
            }
        }
    }

    /** Copies of one real execution, as they would be if it had been asked for again and again. */
    private void seed(Up up) throws IOException, InterruptedException, SQLException {
        up.create("/v1/executions", "{\"action\": \"core.noop\"}");
        try (Connection connection = up.database();
                Statement statement = connection.createStatement()) {
            statement.execute(PARTITIONS.formatted(DAYS + 1));
            for (int from = 1; from <= options.history(); from += AT_ONCE) {
                int to = Math.min(options.history(), from + AT_ONCE - 1);
                statement.execute(SEED.formatted(DAYS, options.history(), from, to));
                if (to % (AT_ONCE * 4) == 0) {
                    progress.say("%,d executions written".formatted(to));
                }
            }
            progress.say("vacuuming, as it would have been along the way");
            statement.execute("VACUUM (ANALYZE) action.executions, action.execution_requests");
            statement.execute("CHECKPOINT");
        }
    }

    private static List<Duration> durations(Up up, String query) throws IOException, InterruptedException {
        List<Duration> durations = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = up.get("/v1/executions?" + query);
            durations.add(Duration.ofNanos(System.nanoTime() - start));
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(
                        "Executions can't be listed: " + answer.statusCode() + " " + answer.body());
            }
        }
        return durations;
    }
}
