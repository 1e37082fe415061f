package io.hookline.action.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Topics;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;

/**
 * The aliases under which chat bots know actions: table {@code action.action_aliases}. Bots learn of each change by the event stream (spec:
 * executions, 7).
 */
@Singleton
final class ActionAliases extends Documents<ActionAlias> {
    ActionAliases(ActionDatabase database, Clock clock) {
        super(database, clock, "action_aliases", ActionAlias.class);
    }

    @Override
    void tell(Transaction transaction, Change change, ActionAlias alias) throws SQLException {
        ObjectNode event =
                Json.object().put("event", "st2.actionalias__" + change.name().toLowerCase(Locale.ROOT));
        event.set("data", Json.tree(alias));
        transaction.publish(Topics.STREAM_EVENTS, alias.id(), event);
    }
}
