package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Ref;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.timer.Timers;
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
    private final Timers timers;
    private final Clock clock;

    Triggers(RulesDatabase database, Timers timers, Clock clock) {
        this.database = database;
        this.timers = timers;
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
        return database.read(connection -> byId(connection, id));
    }

    /** By reference or id. */
    Optional<Trigger> find(String refOrId) {
        return database.read(
                connection -> refOrId.contains(".") ? named(connection, refOrId) : byId(connection, refOrId));
    }

    Optional<Trigger> byId(Connection connection, String id) throws SQLException {
        return one(connection, new Conditions().and("id = ?", id));
    }

    Optional<Trigger> named(Connection connection, String ref) throws SQLException {
        return one(connection, new Conditions().and("ref = ?", ref));
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
        Ref ref = new Ref(type.pack(), UUID.randomUUID().toString());
        return make(changes, ref, type.ref(), parameters, parameters.isEmpty() ? type.description() : null);
    }

    /** The one trigger of a type without parameters, named like it. */
    void makeShadow(Changes changes, TriggerType type) throws SQLException {
        if (with(changes.transaction().connection(), type.ref(), Json.object()).isEmpty()) {
            make(changes, new Ref(type.pack(), type.name()), type.ref(), Json.object(), type.description());
        }
    }

    /** The trigger that stands where the one of a type without parameters belongs. */
    Optional<Trigger> inTheWayOf(Connection connection, TriggerType type) throws SQLException {
        return type.hasParameters()
                ? Optional.empty()
                : named(connection, type.ref())
                        .filter(trigger -> !trigger.type().equals(type.ref())
                                || !trigger.parameters().isEmpty());
    }

    void removeShadow(Changes changes, TriggerType type) throws SQLException {
        remove(changes, "ref = ? AND type = ref", type.ref());
    }

    /** One that stays whether rules use it or not. */
    Trigger makeKept(Changes changes, TriggerDraft draft) throws SQLException {
        Trigger made = make(changes, draft.ref(), draft.type(), draft.parameters(), draft.description());
        execute(changes, "UPDATE rules.triggers SET kept = true WHERE id = ?", made.id());
        return made;
    }

    /** Gives a trigger other content; the rules on it follow. */
    Trigger change(Changes changes, String id, TriggerDraft draft) throws SQLException {
        Trigger old = byId(changes.transaction().connection(), id).orElseThrow();
        Trigger changed = trigger(id, draft.ref(), draft.type(), draft.parameters(), draft.description());
        write(changes, changed);
        execute(
                changes,
                "UPDATE rules.rules SET trigger_ref = ?, version = nextval('rules.rule_version')"
                        + " WHERE trigger_ref = ? AND deleted_at IS NULL",
                changed.ref(),
                old.ref());
        timers.restart(changes.transaction(), changed.ref());
        return changed;
    }

    /** Removes a trigger whether rules use it or not. */
    Trigger remove(Changes changes, String id) throws SQLException {
        Trigger old = byId(changes.transaction().connection(), id).orElseThrow();
        remove(changes, "id = ?", id);
        execute(
                changes,
                "UPDATE rules.rules SET version = nextval('rules.rule_version') WHERE trigger_ref = ? AND deleted_at IS NULL",
                old.ref());
        return old;
    }

    /**
     * Removes the trigger if no rule is left that uses it, and with it the hook or timer behind it. One without parameters belongs to
     * its type and stays, and so does one that a client has made.
     */
    public void removeUnused(Changes changes, String ref) throws SQLException {
        remove(
                changes,
                "ref = ? AND NOT kept AND parameters_key <> '" + TriggerParameters.key(Json.object()) + "'"
                        + " AND NOT EXISTS (SELECT 1 FROM rules.rules r WHERE r.trigger_ref = ref AND r.deleted_at IS NULL)",
                ref);
    }

    private static void remove(Changes changes, String condition, String value) throws SQLException {
        try (PreparedStatement delete = changes.transaction()
                .connection()
                .prepareStatement("DELETE FROM rules.triggers WHERE " + condition + " RETURNING id")) {
            delete.setString(1, value);
            try (ResultSet rows = delete.executeQuery()) {
                while (rows.next()) {
                    changes.removed(rows.getString("id"));
                }
            }
        }
    }

    private static void execute(Changes changes, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = changes.transaction().connection().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private Trigger make(Changes changes, Ref ref, String type, ObjectNode parameters, @Nullable String description)
            throws SQLException {
        Trigger trigger = trigger(Ids.fresh(clock.instant()), ref, type, parameters, description);
        write(changes, trigger);
        return trigger;
    }

    private static Trigger trigger(
            String id, Ref ref, String type, ObjectNode parameters, @Nullable String description) {
        String uid = "trigger:" + ref.pack() + ":" + ref.name() + ":" + TriggerParameters.md5(parameters);
        return new Trigger(id, ref.toString(), uid, ref.name(), ref.pack(), type, parameters, description);
    }

    private static void write(Changes changes, Trigger trigger) throws SQLException {
        String sql = """
                INSERT INTO rules.triggers (id, ref, uid, name, pack, type, parameters, parameters_key, description)
                VALUES (?, ?, ?, ?, ?, ?, ?::json, ?, ?)
                ON CONFLICT (id) DO UPDATE SET (ref, uid, name, pack, type, parameters, parameters_key, description)
                    = (excluded.ref, excluded.uid, excluded.name, excluded.pack, excluded.type, excluded.parameters,
                       excluded.parameters_key, excluded.description)
                """;
        try (PreparedStatement insert = changes.transaction().connection().prepareStatement(sql)) {
            insert.setString(1, trigger.id());
            insert.setString(2, trigger.ref());
            insert.setString(3, trigger.uid());
            insert.setString(4, trigger.name());
            insert.setString(5, trigger.pack());
            insert.setString(6, trigger.type());
            insert.setString(7, Json.text(trigger.parameters()));
            insert.setString(8, TriggerParameters.key(trigger.parameters()));
            insert.setString(9, trigger.description());
            insert.executeUpdate();
        }
        changes.made(trigger);
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
