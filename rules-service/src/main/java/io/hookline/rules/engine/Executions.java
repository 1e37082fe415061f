package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.json.Json;
import io.hookline.rules.RulesConfig;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The executions, as their owner shows them to a caller of ours: asked for at the action service's own door, with the caller's own
 * credentials, so nobody sees here what would be kept from him there (docs/decisions/0018).
 */
@Singleton
class Executions {
    /** As many ids as a list takes in one question (spec: rules-and-criteria, 4). */
    private static final int AT_ONCE = 100;

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final URI door;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LONGEST_CONNECT)
            .build();

    Executions(RulesConfig config, ApiConfig api) {
        this.door = config.executionsUrl().orElseGet(() -> URI.create(api.url()));
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }

    /**
     * What a rule's enforcement shows of its execution: {@code id}, {@code action.ref}, {@code action.parameters}, {@code runner}, {@code
     * parameters} and {@code status}.
     *
     * @param ids those that are not known there are left out of the answer
     * @param credential the caller's
     */
    Asked find(Collection<String> ids, Optional<PassedOn> credential, boolean showSecrets) {
        List<String> rest = List.copyOf(ids);
        Map<String, ObjectNode> found = new HashMap<>();
        for (int from = 0; from < rest.size(); from += AT_ONCE) {
            List<String> some = rest.subList(from, Math.min(from + AT_ONCE, rest.size()));
            switch (answer(request(some, credential, showSecrets))) {
                case Asked.Found(var more) -> found.putAll(more);
                case Asked.Unanswered unanswered -> {
                    return unanswered;
                }
            }
        }
        return new Asked.Found(found);
    }

    private HttpRequest request(List<String> ids, Optional<PassedOn> credential, boolean showSecrets) {
        String query = "?id=" + String.join(",", ids) + "&limit=" + AT_ONCE
                + "&include_attributes=action.ref,action.parameters,runner,parameters,status&show_secrets="
                + showSecrets;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(door + "/v1/executions" + query));
        credential.ifPresent(shown -> request.header(shown.header(), shown.secret()));
        return request.build();
    }

    private Asked answer(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> asked = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> answer = asked.orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            if (answer.statusCode() != 200) {
                return unanswered("it answered with status " + answer.statusCode());
            }
            List<ObjectNode> executions =
                    Json.mapper().readerForListOf(ObjectNode.class).readValue(answer.body());
            return new Asked.Found(byId(executions));
        } catch (CompletionException e) {
            return unanswered(String.valueOf(e.getCause()));
        } catch (IOException e) {
            return unanswered("its answer is no list of executions");
        }
    }

    private static Map<String, ObjectNode> byId(List<ObjectNode> executions) {
        Map<String, ObjectNode> byId = new HashMap<>();
        executions.forEach(execution -> byId.put(execution.path("id").asText(), execution));
        return byId;
    }

    private static Asked unanswered(String reason) {
        Log.warnf("executions could not be asked for reason=%s", reason);
        return new Asked.Unanswered();
    }

    /** What came of asking. */
    sealed interface Asked {
        /**
         * @param executions by id
         */
        record Found(Map<String, ObjectNode> executions) implements Asked {}

        /** The action service is away, or too slow. */
        record Unanswered() implements Asked {}
    }
}
