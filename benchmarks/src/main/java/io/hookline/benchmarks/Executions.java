package io.hookline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.benchmarks.load.Durations;
import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
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
        while (count("WHERE status = 'succeeded'") < expected + webhooks) {
            TimeUnit.MILLISECONDS.sleep(20);
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

    /**
     * Takes so many more for certain.
     *
     * @throws IllegalStateException if there are not exactly as many as were expected until now, all of them succeeded
     */
    void expectAnother(long more) throws SQLException {
        expected += more;
        long all = count("");
        long succeeded = count("WHERE status = 'succeeded'");
        if (all != expected || succeeded != expected) {
            throw new IllegalStateException(expected + " webhooks were accepted, but there are " + all
                    + " executions, and " + succeeded + " succeeded");
        }
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
