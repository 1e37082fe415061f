package io.hookline.common.topic;

import io.hookline.common.model.ActionFact;
import io.hookline.common.model.Credential;
import io.hookline.common.model.EndedToken;
import io.hookline.common.model.KeyValuePair;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.WebhookSecret;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The views of this process, one per topic, whoever uses them. A view begins to read when it is first asked for; the process is ready
 * when every view that was asked for has been read to the end that stood at its start.
 */
@Singleton
public final class Views {
    private final KafkaClients clients;
    private final Map<String, TopicView<?>> started = new ConcurrentHashMap<>();

    Views(KafkaClients clients) {
        this.clients = clients;
    }

    public TopicView<Credential> credentials() {
        return view(Topics.CREDENTIALS, Credential.class);
    }

    public TopicView<EndedToken> endedTokens() {
        return view(Topics.ENDED_TOKENS, EndedToken.class);
    }

    public TopicView<WebhookSecret> webhookSecrets() {
        return view(Topics.WEBHOOK_SECRETS, WebhookSecret.class);
    }

    public TopicView<TriggerFact> triggers() {
        return view(Topics.TRIGGERS, TriggerFact.class);
    }

    public TopicView<ActionFact> actions() {
        return view(Topics.ACTIONS, ActionFact.class);
    }

    public TopicView<KeyValuePair> keys() {
        return view(Topics.KEYS, KeyValuePair.class);
    }

    /** Topics of the views that are not read to the end yet. */
    Collection<String> unread() {
        List<TopicView<?>> views = List.copyOf(started.values());
        return views.stream()
                .filter(view -> !view.isReady())
                .map(TopicView::topic)
                .sorted()
                .toList();
    }

    @PreDestroy
    void close() {
        started.values().forEach(TopicView::close);
    }

    // One topic has one type of facts, and only the methods above choose them.
    @SuppressWarnings("unchecked")
    private <V> TopicView<V> view(String topic, Class<V> type) {
        return (TopicView<V>)
                started.computeIfAbsent(topic, name -> new TopicView<>(name, type, clients.viewConsumer()));
    }
}
