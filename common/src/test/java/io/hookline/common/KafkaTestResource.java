package io.hookline.common;

import io.hookline.common.topic.TopicCreation;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A real broker with the topics made, as {@code kafka.bootstrap.servers}: inside the test's JVM, or in a container when
 * {@code TEST_KAFKA=container}.
 */
public final class KafkaTestResource implements QuarkusTestResourceLifecycleManager {
    static final String IMAGE = "apache/kafka:4.2.0";

    private Runnable end = () -> {};

    @Override
    public Map<String, String> start() {
        String servers = switch (Housing.chosenBy("TEST_KAFKA")) {
            case EMBEDDED -> embedded();
            case CONTAINER -> contained();
        };
        TopicCreation.ensure(Map.of("bootstrap.servers", servers));
        return Map.of("kafka.bootstrap.servers", servers);
    }

    @Override
    public void stop() {
        end.run();
    }

    private String embedded() {
        var broker = new EmbeddedKafkaBroker();
        end = broker::close;
        broker.start();
        return broker.getAdvertisedListeners();
    }

    private String contained() {
        var broker = new KafkaContainer(IMAGE).withStartupTimeout(Housing.LONGEST_START);
        end = broker::stop;
        broker.start();
        return broker.getBootstrapServers();
    }
}
