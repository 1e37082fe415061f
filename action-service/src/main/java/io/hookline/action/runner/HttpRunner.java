package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends an HTTP request (spec: actions-and-runners, 6), and those that its answers redirect to. */
@Singleton
final class HttpRunner implements Runner {
    private static final int MOST_REDIRECTS = 10;
    private static final double DEFAULT_TIMEOUT_SECONDS = 60;

    private final OutgoingHttp http;

    HttpRunner(OutgoingHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "http-request";
    }

    @Override
    public Lane lane() {
        return Lane.THREAD;
    }

    @Override
    public RunnerResult run(Order order, Stop stop) throws InterruptedException {
        double seconds = order.parameters().path("timeout").asDouble(DEFAULT_TIMEOUT_SECONDS);
        long deadline =
                System.nanoTime() + (long) (seconds * Duration.ofSeconds(1).toNanos());
        try {
            HttpRequest request = HttpRequest.of(order);
            for (int hop = 0; ; hop++) {
                HttpAnswer answer = exchange(request, order.runner(), stop, deadline);
                URI next = answer.redirection();
                if (next == null || !order.runner().path("allow_redirects").asBoolean(false)) {
                    return result(answer);
                }
                if (hop == MOST_REDIRECTS) {
                    return RunnerResult.Failed.because("Exceeded " + MOST_REDIRECTS + " redirects.");
                }
                request = request.redirected(answer.status(), next);
            }
        } catch (TimeoutException e) {
            return new RunnerResult.TimedOut(
                    Json.object().put("error", "Request timed out after " + seconds + " seconds"));
        } catch (UnknownHostException e) {
            return RunnerResult.Failed.because("Host not found: " + e.getMessage());
        } catch (ExecutionException e) {
            return RunnerResult.Failed.because(reason(e.getCause()));
        } catch (IllegalArgumentException | IOException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? String.valueOf(failure) : message;
    }

    private HttpAnswer exchange(HttpRequest request, ObjectNode runner, Stop stop, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        HttpHosts.check(request, runner);
        OutgoingHttp.Exchange exchange = http.send(request, way(request, runner));
        try {
            CompletableFuture<HttpAnswer> answer = exchange.answer();
            CompletableFuture.anyOf(answer, stop.asked()).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new IllegalArgumentException("The request was given up.");
        } finally {
            exchange.giveUp();
        }
    }

    private static OutgoingHttp.Way way(HttpRequest request, ObjectNode runner) {
        String proxy =
                runner.path(request.isSecure() ? "https_proxy" : "http_proxy").asText("");
        return new OutgoingHttp.Way(
                runner.path("verify_ssl_cert").asBoolean(true),
                proxy.isEmpty() ? Optional.empty() : Optional.of(HttpRequest.url(proxy)));
    }

    private static RunnerResult result(HttpAnswer answer) {
        ObjectNode headers = Json.object();
        answer.headers()
                .names()
                .forEach(name ->
                        headers.put(name, String.join(", ", answer.headers().getAll(name))));
        ObjectNode result = Json.object().put("status_code", answer.status());
        JsonNode parsed = answer.parsed();
        result.set("body", parsed == null ? TextNode.valueOf(answer.text()) : parsed);
        result.put("parsed", parsed != null);
        result.set("headers", headers);
        boolean fine = answer.status() >= 200 && answer.status() <= 206;
        return fine ? new RunnerResult.Succeeded(result) : new RunnerResult.Failed(result);
    }
}
