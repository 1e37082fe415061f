package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class IdempotencyTest extends ActionCase {

    private final String key = UUID.randomUUID().toString();

    @Test
    void aRequestThatComesAgainIsTheSameExecution() {
        String body = body("{'action': 'core.local', 'parameters': {'cmd': 'echo once'}, 'delay': 1}");

        Response first = named("/v1/executions", key, body);
        awaitStatus(Json.stored(first.asString()), "succeeded");
        Response second = named("/v1/executions", key, body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(Json.stored(second.asString())).isEqualTo(Json.stored(first.asString()));
    }

    @Test
    void manyAtOnceAreOneExecution() {
        String body = body("{'action': 'core.noop'}");

        List<JsonNode> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> named("/v1/executions", key, body), threads))
                    .limit(20)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .map(answer -> Json.stored(answer.asString()))
                    .toList();
        }

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.getFirst()));
        assertThat(answers.getFirst().path("status").asText()).isEqualTo("requested");
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefused() {
        named("/v1/executions", key, body("{'action': 'core.noop'}"));

        Response other = named("/v1/executions", key, body("{'action': 'core.local', 'parameters': {'cmd': 'true'}}"));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.jsonPath().getString("faultstring"))
                .contains("Idempotency-Key")
                .contains(key);
    }

    @Test
    void anotherKeyIsAnotherExecution() {
        String body = body("{'action': 'core.noop'}");

        String first = named("/v1/executions", key, body).jsonPath().getString("id");
        String second = named("/v1/executions", key + "x", body).jsonPath().getString("id");

        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void whatCantBeRenderedIsRefusedAgainAndRecordedOnce() {
        String body = body("{'action': 'core.local', 'parameters': {'cmd': '{{ nosuch }}'}}");

        Response first = named("/v1/executions", key, body);
        int recorded = get("/v1/executions?limit=100&status=failed").size();
        Response second = named("/v1/executions", key, body);

        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(get("/v1/executions?limit=100&status=failed")).hasSize(recorded);
    }

    @Test
    void aReRunMayBeNamedToo() {
        String id = awaitStatus(run("core.noop", Json.object()), "succeeded")
                .path("id")
                .asText();

        Response first = named("/v1/executions/" + id + "/re_run", key, "{}");
        Response second = named("/v1/executions/" + id + "/re_run", key, "{}");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(Json.stored(second.asString())).isEqualTo(Json.stored(first.asString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ü"})
    void aKeyThatIsNoneIsRefused(String bad) {
        Response answer = named("/v1/executions", bad, body("{'action': 'core.noop'}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("faultstring")).contains("Idempotency-Key");
    }

    private static String body(String text) {
        return json(text).toString();
    }

    private static Response named(String path, String key, String body) {
        return caller().header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post(path);
    }
}
