package io.hookline.common;

import io.hookline.common.topic.TopicCreation;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Map;

/** A real broker inside the test's JVM, with the topics made, as {@code kafka.bootstrap.servers}. */
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {
    private final EmbeddedKafkaBroker broker = new EmbeddedKafkaBroker();

    @Override
    public Map<String, String> start() {
        broker.start();
        TopicCreation.ensure(Map.of("bootstrap.servers", broker.getAdvertisedListeners()));
        return Map.of("kafka.bootstrap.servers", broker.getAdvertisedListeners());
    }

    @Override
    public void stop() {
        broker.close();
    }
}
