package io.hookline.rules.rule;

import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerUse;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.timer.Timers;
import io.hookline.rules.trigger.Changes;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What hangs on whether an enabled rule is on a trigger: its timer runs, and a service that raises it by itself need not do so for
 * nobody. Read from the rules, never counted.
 */
@Singleton
class TriggerUses {
    /** Those that the system itself raises are of its own pack, and the only ones of their types. */
    private static final String RAISED_BY_SERVICES = """
            SELECT t.id, t.ref, EXISTS (SELECT FROM rules.rules r
                WHERE r.trigger_ref = t.ref AND r.enabled AND r.deleted_at IS NULL) AS used
            FROM rules.triggers t WHERE t.pack = 'core' AND t.ref = t.type""";

    private final RulesDatabase database;
    private final Timers timers;

    TriggerUses(RulesDatabase database, Timers timers) {
        this.database = database;
        this.timers = timers;
    }

    /** After the trigger types of the system are there: who has not heard of a trigger's use takes it for used. */
    void tell(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent start) {
        database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            try (PreparedStatement select = transaction.connection().prepareStatement(RAISED_BY_SERVICES)) {
                return tell(changes, select);
            }
        });
    }

    /**
     * To be called for every trigger that a changed rule is or was on, within the transaction that changes the rule.
     *
     * @param trigger reference
     */
    void settle(Changes changes, String trigger) throws SQLException {
        timers.settle(changes.transaction(), trigger);
        try (PreparedStatement select =
                changes.transaction().connection().prepareStatement(RAISED_BY_SERVICES + " AND t.ref = ?")) {
            select.setString(1, trigger);
            tell(changes, select);
        }
    }

    private static int tell(Changes changes, PreparedStatement select) throws SQLException {
        List<TriggerUse> uses = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String id = Ids.following(row.getString("id"), "use");
                uses.add(new TriggerUse(id, row.getString("ref"), row.getBoolean("used")));
            }
        }
        for (TriggerUse use : uses) {
            changes.made(use);
        }
        return uses.size();
    }
}
