package io.hookline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.benchmarks.load.Durations;
import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The executions of a running Hookline, asked for as any client asks. */
final class Executions {
    private static final Duration LONGEST_QUIET = Duration.ofSeconds(30);
    private static final Duration LONGEST_EXECUTION = Duration.ofSeconds(10);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(30);
    private static final String COPY = """
            WITH last AS (
                SELECT e.*, q.parameters, q.context, q.liveaction, q.rule_copy, q.trigger_copy, q.trigger_type_copy,
                    q.trigger_instance AS instance
                FROM action.executions e JOIN action.execution_requests q ON q.id = e.id
                WHERE e.status = 'succeeded' ORDER BY e.start_timestamp DESC LIMIT 1
            ), copies AS (
                SELECT last.*, left(id, 8) || substr(md5(id), 1, 8) || lpad(to_hex(i), 8, '0') AS copy FROM last, generate_series(1, ?) i
            ), requests AS (
                INSERT INTO action.execution_requests (id, parameters, context, liveaction, rule_copy, trigger_copy, trigger_type_copy,
                    trigger_instance)
                SELECT copy, parameters, context, liveaction, rule_copy, trigger_copy, trigger_type_copy, instance FROM copies
            )
            INSERT INTO action.executions (id, liveaction_id, status, lane, start_timestamp, states, state_times, action_ref, runner,
                user_name, rule_name, rule_ref, trigger_name, trigger_type_name, trigger_instance, action_copy, runner_copy, trace)
            SELECT copy, copy, 'requested', lane, start_timestamp, ARRAY['requested'], ARRAY[start_timestamp], action_ref, runner,
                user_name, rule_name, rule_ref, trigger_name, trigger_type_name, trigger_instance, action_copy, runner_copy, trace
            FROM copies""";

    private static final int PAGE = 100;
    private static final int PAGES = 10;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Up up;
    private final ObjectMapper mapper = new ObjectMapper();
    private long expected;

    Executions(Up up) {
        this.up = up;
    }

    /** What one webhook after another took, as its sender sees it. */
    record Quiet(Durations toTheAnswer, Durations toTheEnd) {}

    /** Posts a webhook, asks again and again until its execution has succeeded, and posts the next. */
    Quiet oneAtATime(String hook, int webhooks) throws IOException, InterruptedException, SQLException {
        List<Duration> toTheAnswer = new ArrayList<>();
        List<Duration> toTheEnd = new ArrayList<>();
        long last = System.nanoTime() + LONGEST_QUIET.toNanos();
        while (toTheEnd.size() < webhooks && System.nanoTime() < last) {
            long start = System.nanoTime();
            HttpResponse<String> answer = up.post(hook, Target.BODY);
            toTheAnswer.add(Duration.ofNanos(System.nanoTime() - start));
            if (answer.statusCode() != ACCEPTED) {
                throw new IllegalStateException("A webhook got " + answer.statusCode() + " " + answer.body());
            }
            awaitSuccess(answer.headers().firstValue("X-Trigger-Instance-Id").orElseThrow());
            toTheEnd.add(Duration.ofNanos(System.nanoTime() - start));
        }
        expectAnother(toTheEnd.size());
        return new Quiet(new Durations(toTheAnswer), new Durations(toTheEnd));
    }

    /** Posts so many a second, whether their executions have finished or not; how long they took then. */
    List<Duration> steadily(String hook, int aSecond, Duration howLong)
            throws IOException, InterruptedException, SQLException {
        long webhooks = aSecond * howLong.toSeconds();
        long start = System.nanoTime();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (long i = 0; i < webhooks; i++) {
                long wait = start + i * TimeUnit.SECONDS.toNanos(1) / aSecond - System.nanoTime();
                if (wait > 0) {
                    TimeUnit.NANOSECONDS.sleep(wait);
                }
                answers.add(senders.submit(() -> up.post(hook, Target.BODY)));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                if (answer.get().statusCode() != ACCEPTED) {
                    throw new IllegalStateException(
                            "A webhook got " + answer.get().statusCode());
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        expectAnother(webhooks);
        return lastDurations();
    }

    private void awaitSuccess(String triggerInstance) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST_EXECUTION.toNanos();
        while (!isFinished(triggerInstance)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No execution succeeded for trigger instance " + triggerInstance);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private boolean isFinished(String triggerInstance) throws IOException, InterruptedException {
        JsonNode found = list("trigger_instance=" + triggerInstance + "&include_attributes=status");
        return found.size() == 1 && found.get(0).path("status").asText().equals("succeeded");
    }

    /** How many wait for a worker. */
    long waiting() throws SQLException {
        return count("WHERE status = 'requested'");
    }

    /** How long those took that finished last, from the arrival of the webhook to the end of its execution. */
    List<Duration> lastDurations() throws IOException, InterruptedException {
        List<Duration> durations = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            JsonNode found = list("status=succeeded&include_attributes=end_timestamp,trigger_instance&limit=" + PAGE
                    + "&offset=" + page * PAGE);
            for (JsonNode execution : found) {
                durations.add(Duration.between(
                        Instant.parse(execution
                                .at("/trigger_instance/occurrence_time")
                                .asText()),
                        Instant.parse(execution.path("end_timestamp").asText())));
            }
        }
        return durations;
    }

    /** So many more wait for a worker: copies of the last one that succeeded. */
    void letWait(int copies) throws SQLException {
        try (Connection connection = up.database();
                PreparedStatement insert = connection.prepareStatement(COPY)) {
            insert.setInt(1, copies);
            insert.executeUpdate();
        }
        expected += copies;
    }

    /**
     * Takes so many more for certain, and returns when they are there and have succeeded.
     *
     * @throws IllegalStateException if there are more than were expected until now, or no more of them succeed
     */
    void expectAnother(long more) throws InterruptedException, SQLException {
        expected += more;
        long succeeded = succeeded();
        long deadline = System.nanoTime() + LONGEST_CHANGE.toNanos();
        while (succeeded < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(100);
            long before = succeeded;
            succeeded = succeeded();
            if (succeeded > before) {
                deadline = System.nanoTime() + LONGEST_CHANGE.toNanos();
            }
        }
        long all = count("");
        if (all != expected || succeeded != expected) {
            throw new IllegalStateException(expected + " were asked for, but there are " + all + " executions, and "
                    + succeeded + " succeeded");
        }
    }

    private long succeeded() throws SQLException {
        return count("WHERE status = 'succeeded'");
    }

    /** Exactly: lists of many tell how many there are only about. */
    private long count(String condition) throws SQLException {
        try (Connection connection = up.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM action.executions " + condition)) {
            row.next();
            return row.getLong(1);
        }
    }

    private JsonNode list(String query) throws IOException, InterruptedException {
        return mapper.readTree(answer(query).body());
    }

    private HttpResponse<String> answer(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = up.get("/v1/executions?" + query);
        if (answer.statusCode() != OK) {
            throw new IllegalStateException("Executions can't be listed: " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
