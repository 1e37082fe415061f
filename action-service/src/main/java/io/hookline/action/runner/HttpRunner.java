package io.hookline.action.runner;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import io.hookline.common.network.Networks;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends an HTTP request (spec: actions-and-runners, 6). The host is looked up once, every address it has is checked, and the checked
 * one is connected to: a name that changes in between reaches nothing else.
 */
@Singleton
final class HttpRunner implements Runner {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 10;
    private static final int CONNECTIONS_PER_HOST = 64;
    private static final double DEFAULT_TIMEOUT_SECONDS = 60;

    private final HttpClient verifying;
    private final HttpClient trusting;
    private final Networks refused;
    private final long bodyLimit;

    HttpRunner(Vertx vertx, RunnerConfig config) {
        this.verifying = vertx.createHttpClient(options());
        this.trusting = vertx.createHttpClient(options().setTrustAll(true).setVerifyHost(false));
        this.refused = new Networks(config.refusedNetworks());
        this.bodyLimit = config.outputLimit().asLongValue();
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setMaxPoolSize(CONNECTIONS_PER_HOST).setDecompressionSupported(true);
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
                Answer answer = exchange(request, order.runner(), stop, deadline);
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
        } catch (IllegalArgumentException e) {
            return RunnerResult.Failed.because(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? String.valueOf(failure) : message;
    }

    private Answer exchange(HttpRequest request, ObjectNode runner, Stop stop, long deadline)
            throws InterruptedException, ExecutionException, TimeoutException, UnknownHostException {
        HttpHosts.check(request, runner);
        boolean verifies = runner.path("verify_ssl_cert").asBoolean(true);
        var sent = new AtomicReference<@Nullable HttpClientRequest>();
        CompletableFuture<Answer> answer = (verifies ? verifying : trusting)
                .request(options(request, runner))
                .compose(open -> {
                    sent.set(open);
                    return send(open, request);
                })
                .toCompletionStage()
                .toCompletableFuture();
        try {
            CompletableFuture.anyOf(answer, stop.asked()).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer.isDone()) {
                return answer.get();
            }
            throw new IllegalArgumentException("The request was given up.");
        } finally {
            HttpClientRequest open = sent.get();
            if (!answer.isDone() && open != null) {
                open.reset();
            }
        }
    }

    private RequestOptions options(HttpRequest request, ObjectNode runner) throws UnknownHostException {
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setSsl(request.isSecure())
                .setHost(request.host())
                .setPort(request.port())
                .setURI(request.pathAndQuery())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(request.headers()));
        String proxy =
                runner.path(request.isSecure() ? "https_proxy" : "http_proxy").asText("");
        if (proxy.isEmpty()) {
            return options.setServer(address(request));
        }
        URI at = URI.create(proxy);
        return options.setProxyOptions(new ProxyOptions().setHost(at.getHost()).setPort(at.getPort()));
    }

    private SocketAddress address(HttpRequest request) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(request.host());
        for (InetAddress address : addresses) {
            if (refused.contain(address)) {
                throw new IllegalArgumentException(
                        "Host \"" + request.host() + "\" is in a network that requests are not sent to.");
            }
        }
        return SocketAddress.inetSocketAddress(new InetSocketAddress(addresses[0], request.port()));
    }

    private Future<Answer> send(HttpClientRequest open, HttpRequest request) {
        byte[] body = request.body();
        Future<HttpClientResponse> response = body == null ? open.send() : open.send(Buffer.buffer(body));
        return response.compose(this::read);
    }

    private Future<Answer> read(HttpClientResponse response) {
        Promise<Answer> done = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(done::tryFail);
        response.endHandler(
                end -> done.tryComplete(new Answer(response.statusCode(), response.headers(), body, false)));
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > bodyLimit) {
                Buffer kept = body.slice(0, (int) bodyLimit);
                done.tryComplete(new Answer(response.statusCode(), response.headers(), kept, true));
                response.request().reset();
            }
        });
        return done.future();
    }

    private static RunnerResult result(Answer answer) {
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

    /**
     * @param isCut whether the body was longer than is kept
     */
    private record Answer(int status, MultiMap headers, Buffer body, boolean isCut) {
        @Nullable
        URI redirection() {
            String location = headers.get("Location");
            return REDIRECTS.contains(status) && location != null ? URI.create(location) : null;
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8) + (isCut ? ShellResult.CUT : "");
        }

        @Nullable
        JsonNode parsed() {
            String type = headers.get("Content-Type");
            if (isCut || type == null || !type.split(";", 2)[0].strip().equals("application/json")) {
                return null;
            }
            try {
                JsonNode read = Json.mapper().readTree(body.toString(StandardCharsets.UTF_8));
                return read.isMissingNode() ? null : read;
            } catch (JacksonException e) {
                return null;
            }
        }
    }
}
