package io.hookline.standalone.promise;

import static org.awaitility.Awaitility.await;

import io.hookline.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The two topics on which work travels, seen from outside: who has read how far, and what lies there. */
final class WorkTopics implements AutoCloseable {
    /** Who reads which of them. */
    static final Map<String, String> READERS =
            Map.of("hookline-rules", Topics.TRIGGER_INSTANCES, "hookline-action", Topics.LIVEACTIONS);

    private static final Duration LONGEST_READING = Duration.ofMinutes(2);

    private final Map<String, Object> settings;
    private final Admin admin;

    /** @param settings  of a Kafka client */
    WorkTopics(Map<String, Object> settings) {
        this.settings = settings;
        this.admin = Admin.create(settings);
    }

    /** Waits until every record of both topics has been taken to its end, first by those who make more of them. */
    void awaitAllTaken() {
        for (String group : List.of("hookline-rules", "hookline-action")) {
            await(group + " has read all")
                    .atMost(LONGEST_READING)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> lag(group) == 0);
        }
    }

    /** Sets both readers back to the beginning; nobody may be reading. */
    void setBack() throws ExecutionException, InterruptedException {
        for (Map.Entry<String, String> reader : READERS.entrySet()) {
            awaitNobodyReads(reader.getKey());
            Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
            partitions(reader.getValue()).forEach(partition -> zero.put(partition, new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(reader.getKey(), zero).all().get();
        }
    }

    long records(String topic) {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** All records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> reading = new HashMap<>(settings);
        reading.put("group.id", "test-" + UUID.randomUUID());
        reading.put("enable.auto.commit", "false");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = ends(topic);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            await("all of " + topic).pollInSameThread().atMost(LONGEST_READING).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return records;
    }

    Collection<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get();
    }

    @Override
    public void close() {
        admin.close();
    }

    private void awaitNobodyReads(String group) {
        await("nobody reads as " + group)
                .atMost(LONGEST_READING)
                .until(() -> admin.describeConsumerGroups(List.of(group))
                        .describedGroups()
                        .get(group)
                        .get()
                        .groupState()
                        .equals(GroupState.EMPTY));
    }

    private long lag(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end : ends(READERS.get(group)).entrySet()) {
            OffsetAndMetadata committed = read.get(end.getKey());
            lag += end.getValue() - (committed == null ? 0 : committed.offset());
        }
        return lag;
    }

    private Map<TopicPartition, Long> ends(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka does not say how long " + topic + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private List<TopicPartition> partitions(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
