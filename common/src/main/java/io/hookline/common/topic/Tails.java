package io.hookline.common.topic;

import jakarta.inject.Singleton;
import java.util.List;

/** Opens the ends of topics. */
@Singleton
public final class Tails {
    private final KafkaClients clients;

    Tails(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Begins to read at once.
     *
     * @param topics those that are named first are handed out first, where records of several have come
     */
    public TopicTail follow(String name, List<String> topics, TopicTail.Step step) {
        return new TopicTail(name, topics, clients::tailConsumer, step);
    }
}
