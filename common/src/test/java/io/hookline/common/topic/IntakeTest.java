package io.hookline.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final String OTHER_KEY = "unreadable";
    private static final String TOPIC = Topics.TRIGGER_INSTANCES;

    private final Publisher publisher = Broker.publisher();
    private final Intake intake = new Intake(new DeadTopics(publisher), new SimpleMeterRegistry());
    private final List<TriggerInstance> handled = new ArrayList<>();

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void recordsThatCannotBeReadGoToTheDeadTopicAndTheOthersGoOn() {
        TriggerInstance good = instance();

        intake.take(
                batch(
                        "no json".getBytes(UTF_8),
                        Json.bytes(good),
                        "{\"id\": 5".getBytes(UTF_8),
                        null,
                        "{}".getBytes(UTF_8)),
                TriggerInstance.class,
                handled::addAll);

        assertThat(handled).containsExactly(good);
        assertThat(dead(OTHER_KEY)).hasSize(4).allSatisfy(record -> {
            assertThat(header(record, "dead-letter-topic")).isEqualTo(TOPIC);
            assertThat(header(record, "dead-letter-reason")).isNotEmpty();
        });
    }

    @Test
    void theOneRecordThatMakesTheWorkFailIsSetAside() {
        List<TriggerInstance> all = List.of(instance(), instance(), instance(), instance(), instance());
        TriggerInstance poison = all.get(3);

        intake.take(batch(all.stream().map(Json::bytes).toArray(byte[][]::new)), TriggerInstance.class, records -> {
            if (records.contains(poison)) {
                throw new IllegalStateException("cannot work with this one");
            }
            handled.addAll(records);
        });

        assertThat(handled).containsExactly(all.get(0), all.get(1), all.get(2), all.get(4));
        assertThat(dead(poison.id())).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        TriggerInstance good = instance();
        var tries = new AtomicInteger();

        intake.take(batch(Json.bytes(good)), TriggerInstance.class, records -> {
            if (tries.incrementAndGet() < 5) {
                throw new DatabaseUnavailable("away", new IllegalStateException());
            }
            handled.addAll(records);
        });

        assertThat(handled).containsExactly(good);
        assertThat(dead(good.id())).isEmpty();
    }

    @Test
    void aBatchThatIsUnfinishedWhenTheProcessEndsIsNotCommitted() {
        intake.stop(new ShutdownEvent());

        assertThatThrownBy(() -> intake.take(batch(Json.bytes(instance())), TriggerInstance.class, records -> {
                    throw new DatabaseUnavailable("away", new IllegalStateException());
                }))
                .isInstanceOf(IntakeStopped.class);
    }

    private static ConsumerRecords<String, byte[]> batch(byte @Nullable []... values) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(new ConsumerRecord<>(TOPIC, 0, records.size(), key(value), value));
        }
        return new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), records), Map.of());
    }

    private static String key(byte @Nullable [] value) {
        try {
            return value == null
                    ? OTHER_KEY
                    : Json.read(value, TriggerInstance.class).id();
        } catch (IOException e) {
            return OTHER_KEY;
        }
    }

    private static TriggerInstance instance() {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        return new TriggerInstance(Ids.fresh(now), "core.x", now, Json.object(), "tag");
    }

    private List<ConsumerRecord<String, byte[]>> dead(String key) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = Broker.clients().viewConsumer()) {
            var partitions = consumer.partitionsFor(Topics.dead(TOPIC)).stream()
                    .map(partition -> new TopicPartition(Topics.dead(TOPIC), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> {
                    if (key.equals(record.key())) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
