package io.hookline.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.benchmarks.load.Durations;
import io.hookline.benchmarks.load.Target;
import io.hookline.benchmarks.process.Up;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    Quiet oneAtATime(String hook, int webhooks) throws IOException, InterruptedException {
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
    long waiting() throws IOException, InterruptedException {
        return count("status=requested&");
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
    void expectAnother(long more) throws IOException, InterruptedException {
        expected += more;
        long all = count("");
        long succeeded = count("status=succeeded&");
        if (all != expected || succeeded != expected) {
            throw new IllegalStateException(expected + " webhooks were accepted, but there are " + all
                    + " executions, and " + succeeded + " succeeded");
        }
    }

    private long count(String filter) throws IOException, InterruptedException {
        return answer(filter + "limit=1&include_attributes=status")
                .headers()
                .firstValueAsLong("X-Total-Count")
                .orElseThrow();
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
