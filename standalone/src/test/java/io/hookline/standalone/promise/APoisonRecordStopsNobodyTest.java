package io.hookline.standalone.promise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.common.topic.Topics;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that nobody can read is set aside as it is, with the reason beside it; what follows in its partition is processed. */
class APoisonRecordStopsNobodyTest {
    private static final int PARTITIONS = 6;
    /** So many that each partition gets some of what follows. */
    private static final int FOLLOWING = 10 * PARTITIONS;

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final long seed = Long.getLong("promise.seed", System.nanoTime());
    private final RunningHookline hookline = RunningHookline.shared();

    @ParameterizedTest
    @ValueSource(strings = {Topics.TRIGGER_INSTANCES, Topics.LIVEACTIONS})
    void whatIsUnreadableIsSetAsideAndTheRestGoesOn(String topic) throws Exception {
        System.out.println("the random bytes follow from -Dpromise.seed=" + seed);
        String hook = "poison-" + UUID.randomUUID();
        hookline.client()
                .post(
                        "/v1/rules",
                        SampleRule.onHook(hook, hook).runs("core.noop").toString())
                .expecting(201);

        Map<String, RecordMetadata> poison = new HashMap<>();
        Map<String, byte @Nullable []> values = new HashMap<>();
        try (var producer =
                new KafkaProducer<>(hookline.kafkaSettings(), new StringSerializer(), new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                for (byte[] value : unreadable()) {
                    String key = "poison-" + UUID.randomUUID();
                    values.put(key, value);
                    poison.put(
                            key,
                            producer.send(new ProducerRecord<>(topic, partition, key, value))
                                    .get());
                }
            }
        }
        for (int i = 0; i < FOLLOWING; i++) {
            hookline.client().post("/v1/webhooks/" + hook, "{}").expecting(202);
        }

        await("what follows is processed")
                .atMost(LONGEST)
                .until(() -> hookline.client()
                        .get("/v1/executions?limit=1&status=succeeded&rule=" + hook)
                        .header("X-Total-Count")
                        .equals(String.valueOf(FOLLOWING)));
        try (var topics = new WorkTopics(hookline.kafkaSettings())) {
            topics.awaitAllTaken();
            List<ConsumerRecord<byte[], byte[]>> dead = topics.read(Topics.dead(topic));
            for (String key : poison.keySet()) {
                assertThat(dead)
                        .filteredOn(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                        .singleElement()
                        .satisfies(record -> {
                            assertThat(record.value()).isEqualTo(values.get(key));
                            assertThat(header(record, "dead-letter-reason")).isNotBlank();
                            assertThat(header(record, "dead-letter-topic")).isEqualTo(topic);
                            assertThat(header(record, "dead-letter-partition"))
                                    .isEqualTo(String.valueOf(poison.get(key).partition()));
                            assertThat(header(record, "dead-letter-offset"))
                                    .isEqualTo(String.valueOf(poison.get(key).offset()));
                        });
            }
        }
        hookline.client().delete("/v1/rules/default." + hook).expecting(204);
    }

    private List<byte[]> unreadable() {
        var random = new byte[100];
        new Random(seed).nextBytes(random);
        List<byte[]> values = new ArrayList<>(List.of(
                random,
                new byte[0],
                "{\"id\": \"6b04d4ab62400416526d5cf6\", \"trigger\": ".getBytes(UTF_8),
                "{\"hello\": \"world\"}".getBytes(UTF_8),
                "{\"id\": \"no id\", \"trigger\": \"a.b\", \"payload\": {}, \"trace_tag\": \"t\"}".getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                "null".getBytes(UTF_8)));
        values.add(null);
        return values;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
