package io.hookline.common.topic;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Sends records that must not get lost: outbox rows and dead letters. Idempotent, acknowledged by all in-sync replicas, in order. */
@Singleton
public final class Publisher {
    private static final Duration LAST_SENDS = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;

    Publisher(KafkaClients clients) {
        this.producer = clients.producer();
    }

    /**
     * May block for as long as the broker is unknown, so not for event loops.
     *
     * @param value null: a fact's deletion
     * @return ends when the broker has the record; fails with {@link TopicUnavailable}
     */
    public CompletionStage<@Nullable Void> send(
            String topic, @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach(
                (name, text) -> record.headers().add(new RecordHeader(name, text.getBytes(StandardCharsets.UTF_8))));
        var sent = new CompletableFuture<@Nullable Void>();
        try {
            producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(unavailable(topic, failure));
                }
            });
        } catch (KafkaException e) {
            sent.completeExceptionally(unavailable(topic, e));
        }
        return sent;
    }

    @PreDestroy
    void close() {
        producer.close(LAST_SENDS);
    }

    private static TopicUnavailable unavailable(String topic, Exception failure) {
        return new TopicUnavailable("Kafka did not take a record for topic " + topic + ": " + failure.getMessage());
    }
}
