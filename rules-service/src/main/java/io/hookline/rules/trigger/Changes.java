package io.hookline.rules.trigger;

import io.hookline.common.database.Database.Transaction;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The facts about triggers that one transaction changes and publishes; afterwards, what the answer to the client waits for. */
public final class Changes {
    private final Transaction transaction;
    private final Map<String, Long> versions = new HashMap<>();

    public Changes(Transaction transaction) {
        this.transaction = transaction;
    }

    public Transaction transaction() {
        return transaction;
    }

    public void made(TriggerFact fact) throws SQLException {
        versions.put(fact.id(), transaction.publish(Topics.TRIGGERS, fact.id(), fact));
    }

    void removed(String id) throws SQLException {
        versions.put(id, transaction.publish(Topics.TRIGGERS, id, null));
    }

    /** Returns when this process knows of them all, so that a hook is there when its rule's 201 is; bounded. */
    public void awaitApplied(TopicView<TriggerFact> view) {
        versions.forEach(view::awaitApplied);
    }
}
