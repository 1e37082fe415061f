package io.hookline.common.topic;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What comes to some topics from now on, on a thread of its own, without a group: each process reads it all. A batch whose step fails
 * is handed out again. Who wants what came before a moment reads that by itself.
 */
public final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);
    private static final Duration LONGEST_REPLAY = Duration.ofSeconds(20);

    private final String name;
    private final List<String> topics;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Step step;
    private final CompletableFuture<Position> begun = new CompletableFuture<>();
    private final Thread thread;
    private @Nullable Position position;
    private volatile boolean closed;

    TopicTail(String name, List<String> topics, Supplier<Consumer<String, byte[]>> consumers, Step step) {
        this.name = name;
        this.topics = List.copyOf(topics);
        this.consumers = consumers;
        this.step = step;
        this.thread = Thread.ofPlatform().name("tail-" + name).daemon().start(this::run);
    }

    /** Ends when reading has begun: with the place it began at. */
    public CompletableFuture<Position> begun() {
        return begun.copy();
    }

    private void run() {
        boolean healthy = true;
        while (!closed) {
            try (Consumer<String, byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (KafkaException e) {
                if (healthy) {
                    Log.warnf("tail is not following its topics tail=%s reason=%s", name, e.getMessage());
                }
                healthy = false;
                pause();
                continue;
            }
            healthy = true;
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Position from = position;
        if (from == null) {
            from = position(consumer.endOffsets(partitions, LONGEST_QUESTION));
            position = from;
        }
        seek(consumer, from);
        begun.complete(from);
        while (!closed) {
            List<TailRecord> records = records(consumer.poll(POLL));
            if (!records.isEmpty()) {
                Position after = done(records, from);
                if (after.equals(from)) {
                    seek(consumer, from);
                    pause();
                }
                from = after;
                position = from;
            }
        }
    }

    /** Where to go on: where the records began if they have to come again. */
    private Position done(List<TailRecord> records, Position before) {
        Position after = before;
        for (TailRecord record : records) {
            after = after.after(record);
        }
        try {
            step.take(records, before, after);
            return after;
        } catch (RuntimeException e) { // a store that is away, or a bug: told, and tried again
            Log.warnf("tail has to try again tail=%s reason=%s", name, e.toString());
            return before;
        }
    }

    private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            int count = consumer.partitionsFor(topic, LONGEST_QUESTION).size();
            if (count == 0) {
                throw new KafkaException("the topic " + topic + " does not exist");
            }
            for (int i = 0; i < count; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
        }
        return partitions;
    }

    private Position position(Map<TopicPartition, Long> offsets) {
        List<List<Long>> all = new ArrayList<>();
        for (String topic : topics) {
            List<Long> ofTopic = new ArrayList<>();
            for (int i = 0; offsets.containsKey(new TopicPartition(topic, i)); i++) {
                ofTopic.add(offsets.get(new TopicPartition(topic, i)));
            }
            all.add(ofTopic);
        }
        return new Position(all);
    }

    private Map<TopicPartition, Long> offsets(Position at) {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        for (int topic = 0; topic < topics.size(); topic++) {
            List<Long> ofTopic = at.offsets().get(topic);
            for (int i = 0; i < ofTopic.size(); i++) {
                offsets.put(new TopicPartition(topics.get(topic), i), ofTopic.get(i));
            }
        }
        return offsets;
    }

    private void seek(Consumer<String, byte[]> consumer, Position to) {
        offsets(to).forEach(consumer::seek);
    }

    /** In the order of topics, then of partitions. */
    private List<TailRecord> records(ConsumerRecords<String, byte[]> batch) {
        List<TailRecord> records = new ArrayList<>(batch.count());
        for (int topic = 0; topic < topics.size(); topic++) {
            for (ConsumerRecord<String, byte[]> record : batch.records(topics.get(topic))) {
                byte[] value = record.value();
                records.add(new TailRecord(
                        topic, record.partition(), record.offset(), value == null ? new byte[0] : value));
            }
        }
        return records;
    }

    /**
     * What lies between two places; blocks.
     *
     * @return empty if it is not there any more, if there is more than so much, or if the first place is none of these topics'
     * @throws TopicUnavailable if Kafka does not answer in time
     */
    public Optional<List<TailRecord>> between(Position from, Position to, int atMost) {
        if (!from.isLike(to)) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> wanted = new LinkedHashMap<>(offsets(from));
        Map<TopicPartition, Long> ends = offsets(to);
        if (wanted.entrySet().stream().anyMatch(start -> start.getValue() > at(ends, start.getKey()))) {
            return Optional.empty();
        }
        wanted.entrySet().removeIf(start -> start.getValue() == at(ends, start.getKey()));
        if (wanted.isEmpty()) {
            return Optional.of(List.of());
        }
        try (Consumer<String, byte[]> consumer = consumers.get()) {
            return between(consumer, wanted, ends, atMost);
        } catch (KafkaException e) {
            throw new TopicUnavailable("Kafka did not hand out what came before: " + e.getMessage());
        }
    }

    private Optional<List<TailRecord>> between(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            int atMost) {
        Collection<TopicPartition> partitions = starts.keySet();
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions, LONGEST_QUESTION);
        long count = 0;
        for (TopicPartition partition : partitions) {
            if (at(starts, partition) < at(oldest, partition)) {
                return Optional.empty();
            }
            count += at(ends, partition) - at(starts, partition);
        }
        if (count > atMost) {
            return Optional.empty();
        }
        consumer.assign(partitions);
        starts.forEach(consumer::seek);
        List<TailRecord> records = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST_REPLAY.toNanos();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < at(ends, partition))) {
            if (System.nanoTime() > deadline) {
                throw new TopicUnavailable("Kafka did not hand out what came before in time");
            }
            for (TailRecord record : records(consumer.poll(POLL))) {
                if (record.offset() < at(ends, new TopicPartition(topics.get(record.topic()), record.partition()))) {
                    records.add(record);
                }
            }
        }
        return Optional.of(records);
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(POLL.multipliedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done with each batch. */
    @FunctionalInterface
    public interface Step {
        /**
         * @param before the place of the first of the records
         * @param after the place behind all of them
         */
        void take(List<TailRecord> records, Position before, Position after);
    }
}
