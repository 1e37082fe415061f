package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.json.Json;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The owner of rules and trigger types: what a pack brings of them is saved at its door, with the credentials of who registers the pack
 * (docs/decisions/0022).
 */
@Singleton
class RulesOwner {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int NOT_FOUND = 404;
    private static final int LEAST_FAILURE = 400;

    private final URI door;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .build();

    RulesOwner(PacksConfig config, ApiConfig api) {
        this.door = config.rulesUrl().orElseGet(() -> URI.create(api.url()));
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    /**
     * Saves a thing under its name, whether it is there already or not.
     *
     * @param place such as {@code rules}
     * @return why it was not saved; empty if it was
     */
    Optional<String> save(String place, ObjectNode thing, PassedOn caller) {
        String ref = thing.path("pack").asText() + "." + thing.path("name").asText();
        return switch (ask("PUT", place + "/" + encoded(ref), thing, caller)) {
            case Answer.Given(int status, JsonNode body)
            when status == NOT_FOUND -> fault(ask("POST", place, thing, caller));
            case Answer.Given given -> fault(given);
            case Answer.None none -> fault(none);
        };
    }

    /** All things of a pack; empty if they could not be asked for. */
    Optional<JsonNode> of(String pack, String place, PassedOn caller) {
        return switch (ask("GET", place + "?limit=-1&pack=" + encoded(pack), Json.object(), caller)) {
            case Answer.Given(int status, JsonNode body) ->
                status < LEAST_FAILURE ? Optional.of(body) : Optional.empty();
            case Answer.None none -> Optional.empty();
        };
    }

    /**
     * @return why it was not deleted; empty if it was
     */
    Optional<String> delete(String place, String id, PassedOn caller) {
        return fault(ask("DELETE", place + "/" + encoded(id), Json.object(), caller));
    }

    private static Optional<String> fault(Answer answer) {
        return switch (answer) {
            case Answer.Given(int status, JsonNode body) ->
                status < LEAST_FAILURE
                        ? Optional.empty()
                        : Optional.of(body.path("faultstring").asText("it answered with status " + status));
            case Answer.None(String reason) -> Optional.of("The rules service could not be asked: " + reason);
        };
    }

    private Answer ask(String method, String path, ObjectNode body, PassedOn caller) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(door + "/v1/" + path))
                .method(
                        method,
                        method.equals("PUT") || method.equals("POST")
                                ? BodyPublishers.ofByteArray(Json.bytes(body))
                                : BodyPublishers.noBody())
                .header("Content-Type", "application/json")
                .header(caller.header(), caller.secret())
                .build();
        try {
            HttpResponse<byte[]> answer = client.sendAsync(request, BodyHandlers.ofByteArray())
                    .orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            return new Answer.Given(answer.statusCode(), Json.mapper().readTree(answer.body()));
        } catch (CompletionException e) {
            return new Answer.None(String.valueOf(e.getCause()));
        } catch (IOException e) {
            return new Answer.None("its answer is no JSON");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private sealed interface Answer {
        record Given(int status, JsonNode body) implements Answer {}

        record None(String reason) implements Answer {}
    }
}
