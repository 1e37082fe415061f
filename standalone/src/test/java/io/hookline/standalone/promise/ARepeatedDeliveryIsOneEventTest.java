package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/**
 * A delivery that its sender names is one event, however often and whenever it is sent: each time makes a record of its own, with a time
 * of its own, and only the first of them is judged.
 */
class ARepeatedDeliveryIsOneEventTest {
    private static final int DELIVERIES = 30;
    private static final int REPETITIONS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final String hook = "repeated-" + UUID.randomUUID();

    @Test
    void whileTheFirstIsInFlightAndOnTwoNodes() throws Exception {
        TwoNodes nodes = TwoNodes.shared();
        HooklineClient client = nodes.worker().client();
        String trigger = makeRule(client);

        Instant now = now();
        try (var producer = producer(nodes.kafkaSettings())) {
            for (int repetition = 0; repetition < REPETITIONS; repetition++) {
                for (int number = 0; number < DELIVERIES; number++) {
                    send(producer, trigger, "delivery-" + number, now.plusMillis(repetition));
                }
            }
        }

        awaitAllTaken(nodes.kafkaSettings());
        assertThat(count(client, "/v1/triggerinstances?trigger=" + trigger)).isEqualTo(DELIVERIES);
        assertThat(count(client, "/v1/ruleenforcements?rule_ref=default." + hook))
                .isEqualTo(DELIVERIES);
        awaitExecutions(client, DELIVERIES);
    }

    @Test
    void thoughItComesDaysLater() throws Exception {
        RunningHookline hookline = RunningHookline.shared();
        String trigger = makeRule(hookline.client());
        Instant now = now();

        send(hookline.kafkaSettings(), trigger, "delivery", now.minus(Duration.ofDays(6)));
        awaitAllTaken(hookline.kafkaSettings());
        send(hookline.kafkaSettings(), trigger, "delivery", now);
        awaitAllTaken(hookline.kafkaSettings());

        assertThat(count(hookline.client(), "/v1/triggerinstances?trigger=" + trigger))
                .isEqualTo(1);
        awaitExecutions(hookline.client(), 1);
    }

    @Test
    void thoughTheProcessIsKilledBetweenTheOrderAndItsRecord() throws Exception {
        try (var hookline = RunningHookline.start()) {
            String trigger = makeRule(hookline.client());
            Instant now = now();

            try (Connection lock = locked(hookline)) {
                send(hookline.kafkaSettings(), trigger, "delivery", now);
                awaitOrdered(hookline);
                hookline.kill();
            }
            hookline.startAgain();
            send(hookline.kafkaSettings(), trigger, "delivery", now.plusSeconds(5));
            awaitAllTaken(hookline.kafkaSettings());

            JsonNode instances = hookline.client()
                    .get("/v1/triggerinstances?trigger=" + trigger)
                    .expecting(200)
                    .json();
            assertThat(instances).hasSize(1);
            assertThat(instances.get(0).path("occurrence_time").asText()).isEqualTo(Json.TIME.format(now));
            assertThat(count(hookline.client(), "/v1/ruleenforcements?rule_ref=default." + hook))
                    .isEqualTo(1);
            awaitExecutions(hookline.client(), 1);
        }
    }

    /** The batch is judged and its orders are published, but what it records has to wait. */
    private static Connection locked(RunningHookline hookline) throws Exception {
        Connection connection = hookline.database();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE rules.delivery_keys IN EXCLUSIVE MODE");
        }
        return connection;
    }

    private void awaitOrdered(RunningHookline hookline) {
        try (var topics = new WorkTopics(hookline.kafkaSettings())) {
            await("the order is published")
                    .atMost(LONGEST)
                    .until(() -> topics.read(Topics.LIVEACTIONS).stream()
                            .anyMatch(record -> new String(record.value()).contains(hook)));
        }
    }

    private static void awaitAllTaken(Map<String, Object> kafka) {
        try (var topics = new WorkTopics(kafka)) {
            topics.awaitAllTaken();
        }
    }

    private void awaitExecutions(HooklineClient client, int number) {
        await("all executions have ended")
                .atMost(LONGEST)
                .until(() -> count(client, "/v1/executions?status=succeeded&rule=" + hook) == number);
        assertThat(count(client, "/v1/executions?rule=" + hook)).isEqualTo(number);
    }

    private static int count(HooklineClient client, String list) {
        return Integer.parseInt(client.get(list + "&limit=1").expecting(200).header("X-Total-Count"));
    }

    private String makeRule(HooklineClient client) {
        return client.post(
                        "/v1/rules",
                        SampleRule.onHook(hook, hook).runs("core.noop").toString())
                .expecting(201)
                .json()
                .at("/trigger/ref")
                .asText();
    }

    private static void send(Map<String, Object> kafka, String trigger, String key, Instant time) throws Exception {
        try (var producer = producer(kafka)) {
            send(producer, trigger, key, time);
        }
    }

    /** As the door does for a sender who names deliveries. */
    private static void send(Producer<String, byte[]> producer, String trigger, String key, Instant time)
            throws Exception {
        var instance = new TriggerInstance(
                Ids.ofDelivery(trigger, key), trigger, time, Json.object().put("key", key), "tag-" + time, key, 0);
        producer.send(new ProducerRecord<>(Topics.TRIGGER_INSTANCES, key, Json.bytes(instance)))
                .get();
    }

    private static Producer<String, byte[]> producer(Map<String, Object> kafka) {
        return new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
