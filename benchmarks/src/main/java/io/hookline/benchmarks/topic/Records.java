package io.hookline.benchmarks.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The records of one topic. For one thread at a time. */
public final class Records implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /**
     * @param settings of a client, {@code bootstrap.servers} among them
     */
    public Records(Map<String, Object> settings, String topic) {
        var all = new HashMap<>(settings);
        all.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(topic, LONGEST_WAIT).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** How many there have ever been. */
    public long count() {
        return consumer.endOffsets(partitions, LONGEST_WAIT).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /**
     * Some record that is there.
     *
     * @throws IllegalStateException if there is none
     */
    public byte[] any() {
        consumer.seekToBeginning(partitions);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LONGEST_WAIT)) {
            return record.value();
        }
        throw new IllegalStateException("No record on " + partitions);
    }

    /** From here on only what comes anew. */
    void toTheEnd() {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    Iterable<ConsumerRecord<byte[], byte[]>> next(Duration atMost) {
        return consumer.poll(atMost);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
