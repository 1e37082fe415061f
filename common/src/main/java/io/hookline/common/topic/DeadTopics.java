package io.hookline.common.topic;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where records go that nobody can work with: as they were, with headers that say where they stood and why they are here. */
@Singleton
final class DeadTopics {
    private final Publisher publisher;

    DeadTopics(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * @param reason never holds a part of the record, which may be secret
     * @throws TopicUnavailable if the record is not safely there
     */
    void put(ConsumerRecord<String, byte[]> record, String reason) {
        try {
            publisher
                    .send(
                            Topics.dead(record.topic()),
                            record.key(),
                            record.value(),
                            Map.of(
                                    "dead-letter-reason", reason,
                                    "dead-letter-topic", record.topic(),
                                    "dead-letter-partition", String.valueOf(record.partition()),
                                    "dead-letter-offset", String.valueOf(record.offset())))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof TopicUnavailable away ? away : e;
        }
    }
}
