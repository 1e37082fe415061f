package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of events: table {@code rules.trigger_types}, and the topic {@code hookline.triggers} for everybody else. A type without a
 * parameters schema has one trigger of the same name, which comes and goes with it (spec: webhooks-and-triggers, 5).
 */
@Singleton
public class TriggerTypes {
    private static final String SELECT =
            "SELECT id, ref, name, pack, description, payload_schema, parameters_schema, tags,"
                    + " metadata_file FROM rules.trigger_types";
    private static final Map<String, String> SORT_KEYS =
            Map.of("id", "id", "name", "name", "pack", "pack", "ref", "ref");

    private final RulesDatabase database;
    private final Triggers triggers;
    private final Clock clock;
    private final TopicView<TriggerFact> view;

    TriggerTypes(RulesDatabase database, Triggers triggers, Clock clock, Views views) {
        this.database = database;
        this.triggers = triggers;
        this.clock = clock;
        this.view = views.triggers();
    }

    /** One page, and how many there are in all. */
    Listed list(ListQuery query) {
        return database.read(connection -> {
            Conditions conditions = new Conditions();
            if (!query.texts("id").isEmpty()) {
                conditions.and("id = ANY (?)", query.texts("id"));
            }
            if (!query.texts("name").isEmpty()) {
                conditions.and("name = ANY (?)", query.texts("name"));
            }
            query.text("pack").ifPresent(pack -> conditions.and("pack = ?", pack));
            List<TriggerType> page = conditions.page(connection, SELECT, query, SORT_KEYS, "ref", row -> read(row, ""));
            return new Listed(page, conditions.count(connection, "rules.trigger_types"));
        });
    }

    Optional<TriggerType> get(String refOrId) {
        return database.read(connection -> byRefOrId(connection, refOrId));
    }

    public Optional<TriggerType> named(Connection connection, String ref) throws SQLException {
        return one(connection, new Conditions().and("ref = ?", ref));
    }

    /**
     * Makes sure that these types are there, just so, with their triggers; nothing is published for those that are. Does not wait for the
     * view: this is how the process starts, and nobody has asked yet.
     */
    void register(List<TriggerType> builtIn) {
        database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            for (TriggerType type : builtIn) {
                Optional<TriggerType> known = named(transaction.connection(), type.ref());
                TriggerType wanted =
                        withId(type, known.map(TriggerType::id).orElseGet(() -> Ids.fresh(clock.instant())));
                if (known.isEmpty() || !known.get().equals(wanted)) {
                    write(changes, wanted);
                }
            }
            return changes;
        });
    }

    /** Makes those of these types that are not there, as far as nothing else has their names; what is there stays as it is. */
    public void addMissing(List<TriggerType> wanted) {
        database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            for (TriggerType type : wanted) {
                boolean taken = named(transaction.connection(), type.ref()).isPresent()
                        || triggers.inTheWayOf(transaction.connection(), type).isPresent();
                if (!taken) {
                    write(changes, withId(type, Ids.fresh(clock.instant())));
                }
            }
            return changes;
        });
    }

    /** A new type. */
    Saving create(TriggerType type) {
        return applied(database.changeRules(transaction -> {
            Optional<TriggerType> other = named(transaction.connection(), type.ref());
            Changes changes = new Changes(transaction);
            if (other.isPresent()) {
                return new Saved(taken(other.get()), changes);
            }
            Optional<Trigger> inTheWay = triggers.inTheWayOf(transaction.connection(), type);
            if (inTheWay.isPresent()) {
                return new Saved(taken(inTheWay.get()), changes);
            }
            TriggerType made = withId(type, Ids.fresh(clock.instant()));
            write(changes, made);
            return new Saved(new Saving.Done(made), changes);
        }));
    }

    /** The same type with other content. */
    Saving change(String id, TriggerType type) {
        return applied(database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            Optional<TriggerType> other = named(transaction.connection(), type.ref());
            if (other.isPresent() && !other.get().id().equals(id)) {
                return new Saved(taken(other.get()), changes);
            }
            Optional<Trigger> inTheWay = triggers.inTheWayOf(transaction.connection(), type);
            if (inTheWay.isPresent()) {
                return new Saved(taken(inTheWay.get()), changes);
            }
            Optional<TriggerType> old = byRefOrId(transaction.connection(), id);
            if (old.isEmpty()) {
                return new Saved(new Saving.Missing(), changes);
            }
            TriggerType changed = withId(type, id);
            if (!changed.ref().equals(old.get().ref()) || changed.hasParameters()) {
                triggers.removeShadow(changes, old.get());
            }
            write(changes, changed);
            touchRules(transaction.connection(), old.get().ref());
            return new Saved(new Saving.Done(changed), changes);
        }));
    }

    /** Deletes the type and its shadow trigger; rules on it stay, without a trigger. */
    void delete(TriggerType type) {
        Changes changed = database.changeRules(transaction -> {
            Changes changes = new Changes(transaction);
            try (PreparedStatement delete =
                    transaction.connection().prepareStatement("DELETE FROM rules.trigger_types WHERE id = ?")) {
                delete.setString(1, type.id());
                if (delete.executeUpdate() > 0) {
                    changes.removed(type.id());
                }
            }
            triggers.removeShadow(changes, type);
            touchRules(transaction.connection(), type.ref());
            return changes;
        });
        changed.awaitApplied(view);
    }

    private static Saving taken(TriggerType other) {
        return new Saving.Taken(other.id(), other.uid());
    }

    private static Saving taken(Trigger other) {
        return new Saving.Taken(other.id(), other.uid());
    }

    private Saving applied(Saved saved) {
        saved.changes().awaitApplied(view);
        return saved.outcome();
    }

    private void write(Changes changes, TriggerType type) throws SQLException {
        String sql = """
                INSERT INTO rules.trigger_types
                    (id, ref, name, pack, description, payload_schema, parameters_schema, tags, metadata_file)
                VALUES (?, ?, ?, ?, ?, ?::json, ?::json, ?::json, ?)
                ON CONFLICT (id) DO UPDATE SET (ref, name, pack, description, payload_schema, parameters_schema, tags, metadata_file)
                    = (excluded.ref, excluded.name, excluded.pack, excluded.description, excluded.payload_schema,
                       excluded.parameters_schema, excluded.tags, excluded.metadata_file)
                """;
        try (PreparedStatement insert = changes.transaction().connection().prepareStatement(sql)) {
            insert.setString(1, type.id());
            insert.setString(2, type.ref());
            insert.setString(3, type.name());
            insert.setString(4, type.pack());
            insert.setString(5, type.description());
            insert.setString(6, Json.text(type.payloadSchema()));
            insert.setString(7, Json.text(type.parametersSchema()));
            insert.setString(8, Json.text(type.tags()));
            insert.setString(9, type.metadataFile());
            insert.executeUpdate();
        }
        changes.made(type);
        if (!type.hasParameters()) {
            triggers.makeShadow(changes, type);
            touchRules(changes.transaction().connection(), type.ref());
        }
    }

    // Who holds rules in memory holds what they show of their trigger with them: such a rule counts as changed.
    private static void touchRules(Connection connection, String type) throws SQLException {
        String sql = """
                UPDATE rules.rules r SET version = nextval('rules.rule_version')
                WHERE r.deleted_at IS NULL
                  AND (r.trigger_ref = ? OR r.trigger_ref IN (SELECT t.ref FROM rules.triggers t WHERE t.type = ?))
                """;
        try (PreparedStatement touch = connection.prepareStatement(sql)) {
            touch.setString(1, type);
            touch.setString(2, type);
            touch.executeUpdate();
        }
    }

    private static Optional<TriggerType> byRefOrId(Connection connection, String refOrId) throws SQLException {
        String column = refOrId.contains(".") ? "ref" : "id";
        return one(connection, new Conditions().and(column + " = ?", refOrId));
    }

    private static Optional<TriggerType> one(Connection connection, Conditions conditions) throws SQLException {
        return conditions.all(connection, SELECT, row -> read(row, "")).stream().findFirst();
    }

    private static TriggerType withId(TriggerType type, String id) {
        return new TriggerType(
                id,
                type.ref(),
                type.uid(),
                type.name(),
                type.pack(),
                type.description(),
                type.payloadSchema(),
                type.parametersSchema(),
                type.tags(),
                type.metadataFile());
    }

    /**
     * Reads a trigger type from a row that may hold more.
     *
     * @param prefix in front of the names of its columns
     */
    public static TriggerType read(ResultSet row, String prefix) throws SQLException {
        String name = row.getString(prefix + "name");
        String pack = row.getString(prefix + "pack");
        return new TriggerType(
                row.getString(prefix + "id"),
                row.getString(prefix + "ref"),
                "trigger_type:" + pack + ":" + name,
                name,
                pack,
                row.getString(prefix + "description"),
                (ObjectNode) Json.stored(row.getString(prefix + "payload_schema")),
                (ObjectNode) Json.stored(row.getString(prefix + "parameters_schema")),
                (ArrayNode) Json.stored(row.getString(prefix + "tags")),
                row.getString(prefix + "metadata_file"));
    }

    /** A page of types and the number of all. */
    record Listed(List<TriggerType> page, long total) {}

    /** What became of a type that was to be saved. */
    sealed interface Saving {
        record Done(TriggerType type) implements Saving {}

        /** Another one has that name, or a trigger has the name of the type's own. */
        record Taken(String id, String uid) implements Saving {}

        record Missing() implements Saving {}
    }

    private record Saved(Saving outcome, Changes changes) {}
}
