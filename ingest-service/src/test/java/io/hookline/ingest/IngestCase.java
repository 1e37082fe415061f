package io.hookline.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.hookline.ingest.webhook.Samples;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the running service share: requests, facts of other services, what arrived on the topic. */
public abstract class IngestCase {
    private static final AtomicLong VERSIONS = new AtomicLong();

    @Inject
    protected Publisher publisher;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;

    @BeforeEach
    void theFirstKeyIsThere() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
    }

    /** A request with the first key. */
    protected static RequestSpecification request() {
        return open().header("St2-Api-Key", IngestProfile.KEY);
    }

    /** A request without credentials. */
    protected static RequestSpecification open() {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .urlEncodingEnabled(false);
    }

    protected static RequestSpecification json(String body) {
        return request().contentType("application/json").body(body.replace('\'', '"'));
    }

    protected static void assertFault(Response answer, int status, String fault) {
        assertThat(answer.jsonPath().getString("faultstring")).isEqualTo(fault);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/json");
    }

    protected static JsonNode tree(Response answer) {
        return Json.stored(answer.asString());
    }

    protected static String unique() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    protected void publish(TriggerFact fact) {
        publisher
                .send(Topics.TRIGGERS, fact.id(), Json.bytes(fact), Map.of("version", "" + VERSIONS.incrementAndGet()))
                .toCompletableFuture()
                .join();
    }

    protected void unpublish(String id) {
        publisher
                .send(Topics.TRIGGERS, id, null, Map.of("version", "" + VERSIONS.incrementAndGet()))
                .toCompletableFuture()
                .join();
    }

    /** The records on the topic of trigger instances by key, all that there are now. */
    protected Map<String, JsonNode> triggerInstances() {
        Map<String, JsonNode> found = new HashMap<>();
        records().forEach(record -> found.put(record.key(), record.value()));
        return found;
    }

    /** All records that are on the topic of trigger instances now. */
    protected List<ConsumerRecord<String, JsonNode>> records() {
        List<ConsumerRecord<String, JsonNode>> found = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), IngestCase::read)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRIGGER_INSTANCES).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    /** A trigger that makes a hook, as the rules service publishes it. */
    protected Trigger hook(String url) {
        Trigger trigger = Samples.hook(Ids.fresh(Instant.now()), url);
        publish(trigger);
        return trigger;
    }

    /** A list knows all that have been published; a hook that is known under one spelling waits for no other. */
    protected void awaitHooks() {
        request().get("/v1/webhooks");
    }

    protected static String url(Trigger trigger) {
        return trigger.parameters().path("url").asText();
    }

    private static JsonNode read(String topic, byte[] value) {
        try {
            return new ObjectMapper().readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
