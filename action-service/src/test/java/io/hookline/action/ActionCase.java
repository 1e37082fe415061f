package io.hookline.action;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Ids;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** What tests that speak to the service over HTTP share: a caller, and a way to wait for an execution. */
public abstract class ActionCase {
    protected static final String USER = "st2admin";

    private static final String KEY = UUID.randomUUID().toString();
    private static boolean known;

    @Inject
    protected Publisher publisher;

    @BeforeEach
    void makeCaller() {
        synchronized (ActionCase.class) {
            if (!known) {
                Instant now = Instant.now();
                var key = new ApiKey(Ids.fresh(now), USER, Secrets.apiKeyHash(KEY), true, now, Json.object());
                publisher
                        .send(Topics.CREDENTIALS, key.id(), Json.bytes(key), Map.of("version", "1"))
                        .toCompletableFuture()
                        .join();
                known = true;
            }
        }
    }

    /** Single quotes stand for double ones. */
    protected static JsonNode json(String text) {
        return Json.stored(text.replace('\'', '"'));
    }

    protected static RequestSpecification caller() {
        return given().header("St2-Api-Key", KEY);
    }

    protected static JsonNode get(String path) {
        Response answer = caller().get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return Json.stored(answer.asString());
    }

    protected static Response post(Object body) {
        return caller().contentType("application/json").body(body.toString()).post("/v1/executions");
    }

    protected static ObjectNode run(String action, ObjectNode parameters) {
        ObjectNode body = Json.object().put("action", action);
        body.set("parameters", parameters);
        return run(body);
    }

    protected static ObjectNode run(ObjectNode body) {
        Response answer = post(body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return (ObjectNode) Json.stored(answer.asString());
    }

    protected static ObjectNode local(String command) {
        return run("core.local", Json.object().put("cmd", command));
    }

    protected static JsonNode awaitStatus(JsonNode execution, String status) {
        String path = "/v1/executions/" + execution.path("id").asText();
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> get(path), found -> found.path("status").asText().equals(status));
    }
}
