package io.hookline.standalone;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Speaks HTTP to a running Hookline, with the headers it was made with. Bodies are JSON unless a header says otherwise. */
public final class HooklineClient {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration LONGEST_EXECUTION = Duration.ofSeconds(60);
    private static final Set<String> ENDS = Set.of("succeeded", "failed", "timeout", "canceled", "abandoned");

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI address;
    private final Map<String, String> headers;

    HooklineClient(URI address, Map<String, String> headers) {
        this.address = address;
        this.headers = Map.copyOf(headers);
    }

    /** The same client with one header more, or another value of it. */
    public HooklineClient with(String header, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(header, value);
        return new HooklineClient(address, more);
    }

    public HooklineClient withApiKey(String key) {
        return with("St2-Api-Key", key);
    }

    public HooklineClient withPassword(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
    }

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Answer post(String path, String body) {
        return send("POST", path, BodyPublishers.ofString(body));
    }

    public Answer put(String path, String body) {
        return send("PUT", path, BodyPublishers.ofString(body));
    }

    public Answer send(String method, String path, BodyPublisher body) {
        try {
            return answer(CLIENT.send(request(method, path, body), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError("no answer to " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Ends with an IOException where there is no answer, as when Hookline is killed. */
    public CompletableFuture<Answer> sendAsync(String method, String path, BodyPublisher body) {
        return CLIENT.sendAsync(request(method, path, body), BodyHandlers.ofString())
                .thenApply(HooklineClient::answer);
    }

    /** Waits until an execution has ended, however. */
    public JsonNode ended(String execution) {
        return await("the end of execution " + execution)
                .atMost(LONGEST_EXECUTION)
                .until(
                        () -> get("/v1/executions/" + execution).expecting(200).json(),
                        answer -> ENDS.contains(answer.path("status").asText()));
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST_ANSWER)
                .method(method, body);
        if (body.contentLength() != 0 && headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
