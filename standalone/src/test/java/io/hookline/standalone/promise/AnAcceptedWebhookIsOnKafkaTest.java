package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Topics;
import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 202 is said only after Kafka has the record. While it does not answer, the sender is told within seconds to try again later. */
class AnAcceptedWebhookIsOnKafkaTest {
    private static final int AT_ONCE = 20;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(90);

    private final TwoNodes nodes = TwoNodes.shared();
    private final HooklineClient client = nodes.worker().client();

    @BeforeEach
    void listen() {
        client.post(
                        "/v1/rules",
                        SampleRule.onHook("stored", "stored").runs("core.noop").toString())
                .expecting(201);
    }

    @Test
    void whileKafkaStandsStillNobodyIsAnswered202() throws Exception {
        List<String> accepted = new ArrayList<>();
        accepted.add(post().expecting(202).header("X-Trigger-Instance-Id"));

        nodes.freezeKafka();
        long start = System.nanoTime();
        List<Answer> refused = answers();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        nodes.thawKafka();

        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotBlank();
            assertThat(answer.json().path("faultstring").asText()).isNotBlank();
        });
        assertThat(took).isLessThan(LONGEST_ANSWER);
        Answer again =
                await("accepted again").atMost(LONGEST_RECOVERY).until(this::post, answer -> answer.status() == 202);
        accepted.add(again.header("X-Trigger-Instance-Id"));
        try (var topics = new WorkTopics(nodes.kafkaSettings())) {
            topics.awaitAllTaken();
            // Deliveries that their sender names, as other tests do, may well be there twice.
            assertThat(topics.read(Topics.TRIGGER_INSTANCES))
                    .extracting(AnAcceptedWebhookIsOnKafkaTest::value)
                    .filteredOn(instance -> !instance.has("delivery_key"))
                    .extracting(instance -> instance.path("id").asText())
                    .containsAll(accepted)
                    .doesNotHaveDuplicates();
        }
        await("each is executed")
                .atMost(LONGEST_RECOVERY)
                .untilAsserted(() -> assertThat(accepted)
                        .allSatisfy(
                                id -> assertThat(client.get("/v1/executions?status=succeeded&trigger_instance=" + id)
                                                .json())
                                        .hasSize(1)));
    }

    @AfterEach
    void leaveAsItWas() {
        nodes.thawKafka();
        await().atMost(LONGEST_RECOVERY)
                .until(() -> client.delete("/v1/rules/default.stored").status() == 204);
    }

    private Answer post() {
        return client.post("/v1/webhooks/stored", "{}");
    }

    private List<Answer> answers() {
        List<CompletableFuture<Answer>> coming = Stream.generate(
                        () -> client.sendAsync("POST", "/v1/webhooks/stored", BodyPublishers.ofString("{}")))
                .limit(AT_ONCE)
                .toList();
        return coming.stream().map(CompletableFuture::join).toList();
    }

    private static JsonNode value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? Json.object() : Json.mapper().readTree(record.value());
        } catch (IOException e) {
            throw new AssertionError("unreadable: " + record, e);
        }
    }
}
