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
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
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

    /** For addresses and headers of requests that are made in other ways. */
    protected static String key() {
        return KEY;
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

    /** All trigger instances that are on the topic, whoever raised them. */
    protected static List<TriggerInstance> raised() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
        List<TriggerInstance> raised = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRIGGER_INSTANCES).stream()
                    .map(partition -> new TopicPartition(Topics.TRIGGER_INSTANCES, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> raised.add(read(record.value())));
            }
        }
        return raised;
    }

    private static TriggerInstance read(byte[] value) {
        try {
            return Json.read(value, TriggerInstance.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
