package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Ref;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The triggers: table {@code rules.triggers}, and the topic {@code hookline.triggers} for everybody else. Rules with equal type and
 * parameters share one; whether a trigger is used is read from the rules, never counted (spec: webhooks-and-triggers, 6).
 */
@Singleton
public class Triggers {
    private static final String SELECT =
            "SELECT id, ref, uid, name, pack, type, parameters, description FROM rules.triggers";

    private final RulesDatabase database;
    private final Clock clock;

    Triggers(RulesDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param type reference of a trigger type; empty: of all types
     */
    List<Trigger> list(Optional<String> type) {
        return database.read(connection -> {
            Conditions conditions = new Conditions();
            type.ifPresent(ref -> conditions.and("type = ?", ref));
            List<Trigger> found = conditions.all(connection, SELECT, row -> read(row, ""));
            found.sort(java.util.Comparator.comparing(Trigger::ref));
            return found;
        });
    }

    Optional<Trigger> get(String id) {
        return database.read(connection -> one(connection, new Conditions().and("id = ?", id)));
    }

    /** The trigger of that type with exactly these parameters. */
    public Optional<Trigger> with(Connection connection, String type, ObjectNode parameters) throws SQLException {
        return one(
                connection,
                new Conditions().and("type = ?", type).and("parameters_key = ?", TriggerParameters.key(parameters)));
    }

    /** The trigger of that type with exactly these parameters, made if there is none. */
    public Trigger findOrMake(Changes changes, TriggerType type, ObjectNode parameters) throws SQLException {
        Connection connection = changes.transaction().connection();
        Optional<Trigger> found = with(connection, type.ref(), parameters);
        if (found.isPresent()) {
            return found.get();
        }
        return make(changes, type, UUID.randomUUID().toString(), parameters);
    }

    /** The one trigger of a type without parameters, named like it. */
    void makeShadow(Changes changes, TriggerType type) throws SQLException {
        if (with(changes.transaction().connection(), type.ref(), Json.object()).isEmpty()) {
            make(changes, type, type.name(), Json.object());
        }
    }

    void removeShadow(Changes changes, TriggerType type) throws SQLException {
        remove(changes, "ref = ?", type.ref());
    }

    /**
     * Removes the trigger if no rule is left that uses it, and with it the hook or timer behind it. One without parameters belongs to
     * its type and stays.
     */
    public void removeUnused(Changes changes, String ref) throws SQLException {
        remove(
                changes,
                "ref = ? AND parameters_key <> '" + TriggerParameters.key(Json.object()) + "'"
                        + " AND NOT EXISTS (SELECT 1 FROM rules.rules r WHERE r.trigger_ref = ref AND r.deleted_at IS NULL)",
                ref);
    }

    private static void remove(Changes changes, String condition, String ref) throws SQLException {
        try (PreparedStatement delete = changes.transaction()
                .connection()
                .prepareStatement("DELETE FROM rules.triggers WHERE " + condition + " RETURNING id")) {
            delete.setString(1, ref);
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    changes.removed(rows.getString("id"));
                }
            }
        }
    }

    private Trigger make(Changes changes, TriggerType type, String name, ObjectNode parameters) throws SQLException {
        Ref ref = new Ref(type.pack(), name);
        String uid = "trigger:" + ref.pack() + ":" + name + ":" + TriggerParameters.md5(parameters);
        Trigger trigger = new Trigger(
                Ids.fresh(clock.instant()),
                ref.toString(),
                uid,
                name,
                type.pack(),
                type.ref(),
                parameters,
                parameters.isEmpty() ? type.description() : null);
        String sql = """
                INSERT INTO rules.triggers (id, ref, uid, name, pack, type, parameters, parameters_key, description)
                VALUES (?, ?, ?, ?, ?, ?, ?::json, ?, ?)
                """;
        try (PreparedStatement insert = changes.transaction().connection().prepareStatement(sql)) {
            insert.setString(1, trigger.id());
            insert.setString(2, trigger.ref());
            insert.setString(3, trigger.uid());
            insert.setString(4, trigger.name());
            insert.setString(5, trigger.pack());
            insert.setString(6, trigger.type());
            insert.setString(7, Json.text(parameters));
            insert.setString(8, TriggerParameters.key(parameters));
            insert.setString(9, trigger.description());
            insert.executeUpdate();
        }
        changes.made(trigger);
        return trigger;
    }

    private static Optional<Trigger> one(Connection connection, Conditions conditions) throws SQLException {
        return conditions.all(connection, SELECT, row -> read(row, "")).stream().findFirst();
    }

    /**
     * Reads a trigger from a row that may hold more.
     *
     * @param prefix in front of the names of its columns
     */
    public static Trigger read(ResultSet row, String prefix) throws SQLException {
        @Nullable String description = row.getString(prefix + "description");
        return new Trigger(
                row.getString(prefix + "id"),
                row.getString(prefix + "ref"),
                row.getString(prefix + "uid"),
                row.getString(prefix + "name"),
                row.getString(prefix + "pack"),
                row.getString(prefix + "type"),
                (ObjectNode) Json.stored(row.getString(prefix + "parameters")),
                description);
    }
}
