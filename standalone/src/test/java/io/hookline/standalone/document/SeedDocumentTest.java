package io.hookline.standalone.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import io.hookline.standalone.conformance.Matcher;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every example of the document that Hookline comes from, in its order and with its names; only address and credentials are ours. What
 * it calls {@code mypack.myaction} is {@code core.echo} here.
 */
@DisplayName("Webhooks")
class SeedDocumentTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String VALUE1 = "{\"key1\": \"value1\"}";

    private static RunningHookline hookline;
    private static String token;

    @BeforeAll
    static void logIn() {
        hookline = RunningHookline.shared();
        token = hookline.anonymous()
                .withPassword(hookline.user(), hookline.password())
                .post("/auth/v1/tokens", "{}")
                .expecting(201)
                .json()
                .path("token")
                .asText();
    }

    @AfterEach
    void forgetRules() {
        for (JsonNode rule : withToken().get("/v1/rules?pack=default").json()) {
            if (rule.path("name").asText().startsWith("document_")) {
                withToken().delete("/v1/rules/" + rule.path("ref").asText()).expecting(204);
            }
        }
    }

    @Nested
    class Authentication {
        @BeforeEach
        void listen() {
            make(sample());
        }

        @Test
        @DisplayName("Header: St2-Api-Key")
        void apiKeyInAHeader() {
            var client = hookline.anonymous().with("St2-Api-Key", hookline.apiKey());

            client.post("/api/v1/webhooks/sample", VALUE1).expecting(202);
        }

        @Test
        @DisplayName("Query parameter: ?st2-api-key")
        void apiKeyInTheQuery() {
            hookline.anonymous()
                    .post("/api/v1/webhooks/sample?st2-api-key=" + hookline.apiKey(), VALUE1)
                    .expecting(202);
        }

        @Test
        @DisplayName("Header: X-Auth-Token")
        void tokenInAHeader() {
            var client = hookline.anonymous().with("X-Auth-Token", token);

            client.post("/api/v1/webhooks/sample", VALUE1).expecting(202);
        }

        @Test
        @DisplayName("Query parameter: ?x-auth-token")
        void tokenInTheQuery() {
            hookline.anonymous()
                    .post("/api/v1/webhooks/sample?x-auth-token=" + token, VALUE1)
                    .expecting(202);
        }

        @Test
        @DisplayName("All requests need to be authenticated")
        void nothingWithoutCredentials() {
            hookline.anonymous().post("/api/v1/webhooks/sample", VALUE1).expecting(401);
        }
    }

    @Nested
    @DisplayName("Request Body")
    class RequestBody {
        @Test
        @DisplayName("application/json")
        void asJson() {
            make(sample());

            var answer = withToken()
                    .with("Content-Type", "application/json")
                    .post("/api/v1/webhooks/sample", VALUE1)
                    .expecting(202);

            assertThat(payload(answer).path("body")).isEqualTo(json(VALUE1));
        }

        @Test
        @DisplayName("application/x-www-form-urlencoded")
        void asForm() {
            make(sample());

            var answer = withToken()
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .post("/api/v1/webhooks/sample", "key1=value1&key2=a+b")
                    .expecting(202);

            assertThat(payload(answer).path("body")).isEqualTo(json("{\"key1\": [\"value1\"], \"key2\": [\"a b\"]}"));
        }
    }

    @Nested
    @DisplayName("Registering a Webhook")
    class RegisteringAWebhook {
        @ParameterizedTest
        @ValueSource(strings = {"/sample", "sample/", "/sample/", "sample"})
        @DisplayName("All trailing and leading / of the url parameter are ignored")
        void slashesAroundTheUrlAreIgnored(String url) {
            withToken().post("/api/v1/webhooks/sample", VALUE1).expecting(404);

            make(SampleRule.onHook("document_sample", url).runs("core.noop"));

            withToken().post("/api/v1/webhooks/sample", VALUE1).expecting(202);
        }

        @Test
        @DisplayName("A trigger with headers and body is dispatched")
        void headersAndBodyAreDispatched() {
            make(sample());

            var answer = withToken()
                    .with("X-Github-Event", "push")
                    .post("/api/v1/webhooks/sample", VALUE1)
                    .expecting(202);

            JsonNode payload = payload(answer);
            assertThat(payload.path("headers").path("X-Github-Event").asText()).isEqualTo("push");
            assertThat(payload.path("body")).isEqualTo(json(VALUE1));
        }

        @Test
        @DisplayName("Match on this data using rule criteria")
        void criteriaMatchTheBody() {
            make(sample());

            var matching = withToken().post("/api/v1/webhooks/sample", VALUE1).expecting(202);
            var other = withToken()
                    .post("/api/v1/webhooks/sample", "{\"key1\": \"other\"}")
                    .expecting(202);

            JsonNode execution = onlyExecutionOf(matching);
            assertThat(withToken()
                            .ended(execution.path("id").asText())
                            .at("/result/stdout")
                            .asText())
                    .isEqualTo("value1");
            assertThat(enforcementsOf(other)).isEmpty();
        }
    }

    @Nested
    @DisplayName("Using a Generic Webhook")
    class UsingAGenericWebhook {
        @Test
        @DisplayName("Any trigger that is known")
        void anyTriggerByItsName() {
            withToken()
                    .post("/v1/triggertypes", "{\"pack\": \"mypack\", \"name\": \"mytrigger\"}")
                    .expecting(201);
            make(SampleRule.onTrigger("document_generic", "mypack.mytrigger")
                    .when("trigger.attribute1", "equals", "value1")
                    .runs("core.echo")
                    .with("message", "{{ trigger.attribute1 }}"));

            var answer = withToken()
                    .post(
                            "/api/v1/webhooks/st2",
                            "{\"trigger\": \"mypack.mytrigger\", \"payload\": {\"attribute1\": \"value1\"}}")
                    .expecting(202);

            JsonNode execution = onlyExecutionOf(answer);
            assertThat(withToken()
                            .ended(execution.path("id").asText())
                            .at("/result/stdout")
                            .asText())
                    .isEqualTo("value1");
            withToken().delete("/v1/rules/default.document_generic").expecting(204);
            withToken().delete("/v1/triggertypes/mypack.mytrigger").expecting(204);
        }
    }

    @Nested
    @DisplayName("When Not to Use Webhooks")
    class WhenNotToUseWebhooks {
        private static final String DATE =
                "{\"action\": \"core.local\", \"user\": null, \"parameters\": {\"cmd\": \"date\"}}";

        @Test
        @DisplayName("st2 --debug run core.local \"date\"")
        void theFourRequestsOfTheTranscript() {
            assertAsInTheDocument(
                    "action", withToken().get("/v1/actions/core.local").expecting(200));
            assertAsInTheDocument(
                    "runner-type",
                    withToken().get("/v1/runnertypes/?name=local-shell-cmd").expecting(200));
            Answer requested = withToken().post("/v1/executions", DATE).expecting(201);
            assertAsInTheDocument("requested", requested);
            String id = requested.json().path("id").asText();
            withToken().ended(id);
            assertAsInTheDocument(
                    "finished", withToken().get("/v1/executions/" + id).expecting(200));
        }

        @Test
        @DisplayName("Remote calls are proxied, using the /api URI")
        void remoteCallsTakeTheApiPath() {
            Answer requested = withToken().post("/api/v1/executions", DATE).expecting(201);

            assertAsInTheDocument("requested", requested);
        }

        /** All that the document shows must be there; ids, times and host are said by their kind. */
        private static void assertAsInTheDocument(String name, Answer answer) {
            assertThat(Matcher.mismatch(json(resource("/document/" + name + ".json")), answer.json(), name))
                    .isEmpty();
        }
    }

    /** The rule of the document. */
    private static SampleRule sample() {
        return SampleRule.onHook("document_sample", "sample")
                .when("trigger.body.key1", "equals", "value1")
                .runs("core.echo")
                .with("message", "{{ trigger.body.key1 }}");
    }

    private static void make(SampleRule rule) {
        withToken().post("/v1/rules", rule.toString()).expecting(201);
    }

    private static HooklineClient withToken() {
        return hookline.anonymous().with("X-Auth-Token", token);
    }

    /** What rules saw, once they did. */
    private static JsonNode payload(Answer accepted) {
        String id = accepted.header("X-Trigger-Instance-Id");
        return await().atMost(SOON)
                .until(() -> withToken().get("/v1/triggerinstances/" + id), answer -> answer.status() == 200)
                .json()
                .path("payload");
    }

    private static JsonNode onlyExecutionOf(Answer accepted) {
        JsonNode executions = await().atMost(SOON).until(() -> executionsOf(accepted), found -> !found.isEmpty());
        assertThat(executions).hasSize(1);
        return executions.get(0);
    }

    /** Which rules an instance has met, once it has been judged. */
    private static JsonNode enforcementsOf(Answer accepted) {
        payload(accepted);
        String id = accepted.header("X-Trigger-Instance-Id");
        return withToken()
                .get("/v1/ruleenforcements?trigger_instance=" + id)
                .expecting(200)
                .json();
    }

    private static JsonNode executionsOf(Answer accepted) {
        String id = accepted.header("X-Trigger-Instance-Id");
        return withToken()
                .get("/v1/executions?trigger_instance=" + id)
                .expecting(200)
                .json();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String resource(String name) {
        try (InputStream text = Objects.requireNonNull(SeedDocumentTest.class.getResourceAsStream(name), name)) {
            return new String(text.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
