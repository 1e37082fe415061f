package io.hookline.common.topic;

import io.smallrye.reactive.messaging.kafka.companion.test.EmbeddedKafkaBroker;
import java.util.Map;

/** One real broker for the tests of this module, ended with the JVM. */
public final class Broker {
    private static final EmbeddedKafkaBroker BROKER = started();

    private Broker() {}

    /** Client settings for it. */
    public static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", BROKER.getAdvertisedListeners());
    }

    public static Publisher publisher() {
        return new Publisher(clients());
    }

    static KafkaClients clients() {
        return new KafkaClients(settings());
    }

    private static EmbeddedKafkaBroker started() {
        var broker = new EmbeddedKafkaBroker();
        broker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        TopicCreation.ensure(Map.of("bootstrap.servers", broker.getAdvertisedListeners()));
        return broker;
    }
}
