package io.hookline.standalone.conformance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** One scenario run once against a server. */
final class ScenarioRun {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
    private static final Duration LONGEST_TRY = Duration.ofSeconds(35);
    private static final int UNIQUE_LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Server server;
    private final Map<String, JsonNode> names = new HashMap<>();

    private ScenarioRun(Server server) {
        this.server = server;
        names.put("uniq", TextNode.valueOf(unique()));
    }

    /** @return nothing if every step held, else which did not and why */
    static Optional<String> of(Scenario scenario, Server server) {
        return new ScenarioRun(server).run(scenario);
    }

    private Optional<String> run(Scenario scenario) {
        Optional<String> failed = Optional.empty();
        int number = 0;
        for (JsonNode written : scenario.steps()) {
            number++;
            if (failed.isPresent() && !written.path("always").asBoolean()) {
                continue;
            }
            Step step = Step.of(written, names);
            Optional<String> said = step.isPause() ? pause(step) : tryUntilItHolds(step);
            if (said.isPresent() && failed.isEmpty()) {
                failed = Optional.of("step " + number + " (" + step + "): " + said.get());
            }
        }
        return failed;
    }

    private static Optional<String> pause(Step step) {
        await().pollDelay(step.pause()).atMost(step.pause().plus(LONGEST_TRY)).until(() -> true);
        return Optional.empty();
    }

    private Optional<String> tryUntilItHolds(Step step) {
        Optional<String> said = attempt(step);
        if (said.isEmpty() || step.patience().isZero()) {
            return said;
        }
        long end = System.nanoTime() + step.patience().toNanos();
        var last = new Object() {
            Optional<String> said = Optional.empty();
        };
        try {
            await().pollInSameThread()
                    .pollDelay(BETWEEN_TRIES)
                    .pollInterval(BETWEEN_TRIES)
                    .atMost(step.patience().plus(LONGEST_TRY))
                    .until(() -> {
                        last.said = attempt(step);
                        return last.said.isEmpty() || System.nanoTime() >= end;
                    });
        } catch (ConditionTimeoutException e) {
            return Optional.of("no answer in time");
        }
        return last.said;
    }

    private Optional<String> attempt(Step step) {
        try {
            return judge(step, server.answer(step));
        } catch (IOException e) {
            return Optional.of("no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private Optional<String> judge(Step step, HttpResponse<String> answer) {
        JsonNode expected = step.expected();
        Optional<String> mismatch = statusMismatch(expected.path("status"), answer);
        for (var header : expected.path("headers").properties()) {
            mismatch = mismatch.or(() ->
                    Matcher.mismatch(header.getValue(), header(answer, header.getKey()), "header " + header.getKey()));
        }
        if (expected.has("text")) {
            mismatch =
                    mismatch.or(() -> Matcher.mismatch(expected.path("text"), TextNode.valueOf(answer.body()), "text"));
        }
        if (mismatch.isPresent() || (!expected.has("json") && step.saved().isEmpty())) {
            return mismatch;
        }
        JsonNode body;
        try {
            body = Json.mapper().readTree(answer.body());
        } catch (JsonProcessingException e) {
            return Optional.of("the body is not JSON: " + answer.body());
        }
        if (expected.has("json")) {
            mismatch = Matcher.mismatch(expected.path("json"), body, "body");
        }
        return mismatch.or(() -> save(step.saved(), body));
    }

    private static Optional<String> statusMismatch(JsonNode wanted, HttpResponse<String> answer) {
        boolean matches = wanted.isMissingNode() || wanted.asInt() == answer.statusCode();
        for (JsonNode allowed : wanted) {
            matches |= allowed.asInt() == answer.statusCode();
        }
        return matches
                ? Optional.empty()
                : Optional.of("status: wanted " + wanted + ", got " + answer.statusCode() + ": " + answer.body());
    }

    private static JsonNode header(HttpResponse<String> answer, String name) {
        return answer.headers()
                .firstValue(name)
                .<JsonNode>map(TextNode::valueOf)
                .orElse(MissingNode.getInstance());
    }

    private Optional<String> save(JsonNode saved, JsonNode body) {
        for (var variable : saved.properties()) {
            JsonNode found = body;
            for (String part : variable.getValue().asText().split("\\.")) {
                found = found.isArray() ? found.path(Integer.parseInt(part)) : found.path(part);
            }
            if (found.isMissingNode()) {
                return Optional.of("nothing at " + variable.getValue().asText() + " to save: " + body);
            }
            names.put(variable.getKey(), found);
        }
        return Optional.empty();
    }

    private static String unique() {
        return RANDOM.ints(UNIQUE_LENGTH, 0, 36)
                .mapToObj(digit -> Integer.toString(digit, 36))
                .collect(Collectors.joining());
    }
}
