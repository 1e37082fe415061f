package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.database.Database;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The events that came: table {@code rules.trigger_instances}, and beside it their payloads. A row is written together with what the
 * event led to, so it is the mark "judged": an instance whose row is there is not judged again.
 */
@Singleton
public class TriggerInstances {
    private static final String COLUMNS = "SELECT i.id, i.trigger_ref, i.occurrence_time, i.status";
    private static final String FROM = " FROM rules.trigger_instances i";
    private static final String WITH_PAYLOAD =
            " JOIN rules.trigger_instance_payloads p ON p.id = i.id AND p.occurrence_time = i.occurrence_time";
    private static final String STORED = COLUMNS + ", p.payload, p.trace_tag, p.depth" + FROM + WITH_PAYLOAD;
    private static final String LINKS = """
            , (SELECT json_build_object(
                   'rule_enforcements', coalesce(json_agg(e.id ORDER BY e.enforced_at, e.id), '[]'),
                   'executions', coalesce(json_agg(e.execution_id ORDER BY e.enforced_at, e.id)
                       FILTER (WHERE e.execution_id IS NOT NULL), '[]'))
               FROM rules.rule_enforcements e
               WHERE e.trigger_instance_id = i.id AND e.occurrence_time = i.occurrence_time) AS links""";
    // A delivery that was sent again after it had been forgotten has the id of the first.
    private static final String IS_NEWEST =
            "NOT EXISTS (SELECT FROM rules.trigger_instances j WHERE j.id = i.id AND j.occurrence_time > i.occurrence_time)";
    private static final Map<String, String> SORT_KEYS = Map.of(
            "id", "i.id",
            "trigger", "i.trigger_ref",
            "status", "i.status",
            "timestamp", "i.occurrence_time",
            "timestamp_gt", "i.occurrence_time",
            "timestamp_lt", "i.occurrence_time",
            "occurrence_time", "i.occurrence_time");

    private final RulesDatabase database;
    private final DeliveryKeys deliveryKeys;

    TriggerInstances(RulesDatabase database, DeliveryKeys deliveryKeys) {
        this.database = database;
        this.deliveryKeys = deliveryKeys;
    }

    /** Tells those of the arrived ones that have to be judged from those that have been. */
    public Sifted sift(Collection<TriggerInstance> arrived) {
        return arrived.isEmpty()
                ? Sifted.of(arrived, Map.of())
                : Sifted.of(arrived, database.query(connection -> judged(connection, arrived)));
    }

    private Map<String, Instant> judged(Connection connection, Collection<TriggerInstance> arrived)
            throws SQLException {
        Map<String, Instant> judged = deliveryKeys.firstSeen(connection, arrived);
        List<Instant> times =
                arrived.stream().map(TriggerInstance::occurrenceTime).sorted().toList();
        // The bounds let PostgreSQL look only into the partitions of these days.
        new Conditions()
                .and("id = ANY (?)", arrived.stream().map(TriggerInstance::id).toList())
                .and("occurrence_time >= ?", times.getFirst())
                .and("occurrence_time <= ?", times.getLast())
                .all(
                        connection,
                        "SELECT id, occurrence_time FROM rules.trigger_instances",
                        row -> judged.put(
                                row.getString("id"),
                                row.getObject("occurrence_time", OffsetDateTime.class)
                                        .toInstant()));
        return judged;
    }

    /**
     * Records that these were judged, within a transaction that records the outcome too.
     *
     * @return those that were recorded, or had been as the same record; not a delivery of which another node has judged another record
     */
    public List<TriggerInstance> insert(Connection connection, List<TriggerInstance> judged) throws SQLException {
        Map<String, Instant> before = deliveryKeys.insert(connection, judged);
        List<TriggerInstance> instances = judged.stream()
                .filter(instance ->
                        instance.occurrenceTime().equals(before.getOrDefault(instance.id(), instance.occurrenceTime())))
                .toList();
        insert(
                connection,
                """
                INSERT INTO rules.trigger_instances (id, occurrence_time, trigger_ref, status)
                SELECT i, t::timestamptz, r, 'processed' FROM unnest(?, ?, ?) AS x(i, t, r) ON CONFLICT DO NOTHING
                """,
                instances,
                List.of(
                        TriggerInstance::id,
                        instance -> Json.TIME.format(instance.occurrenceTime()),
                        TriggerInstance::trigger));
        insert(
                connection,
                """
                INSERT INTO rules.trigger_instance_payloads (id, occurrence_time, trace_tag, depth, payload)
                SELECT i, t::timestamptz, g, d::integer, p::json FROM unnest(?, ?, ?, ?, ?) AS x(i, t, g, d, p) ON CONFLICT DO NOTHING
                """,
                instances,
                List.of(
                        TriggerInstance::id,
                        instance -> Json.TIME.format(instance.occurrenceTime()),
                        TriggerInstance::traceTag,
                        instance -> String.valueOf(instance.depth()),
                        instance -> Json.text(instance.payload())));
        return instances;
    }

    private static void insert(
            Connection connection,
            String sql,
            List<TriggerInstance> instances,
            List<Function<TriggerInstance, String>> columns)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                insert.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text", instances.stream().map(columns.get(i)).toArray()));
            }
            insert.executeUpdate();
        }
    }

    /** One page as answers show it, newest first; the payload only if it is wanted, the links only if they are asked for. */
    Listed list(ListQuery query) {
        var parts = new Parts(query.wants("payload"), query.asksFor("links"));
        return database.read(Database.LONGEST_LIST, connection -> {
            Conditions conditions = conditions(query);
            List<ObjectNode> page = conditions.page(
                    connection, parts.select(), query, SORT_KEYS, "i.occurrence_time DESC, i.id DESC", parts::shown);
            return new Listed(page, conditions.about(connection, "rules.trigger_instances i"));
        });
    }

    private static Conditions conditions(ListQuery query) {
        Conditions conditions = new Conditions();
        if (!query.texts("id").isEmpty()) {
            conditions.and("i.id = ANY (?)", query.texts("id"));
        }
        query.text("trigger").ifPresent(trigger -> conditions.and("i.trigger_ref = ?", trigger));
        query.text("trigger_type")
                .ifPresent(type ->
                        conditions.and("i.trigger_ref IN (SELECT t.ref FROM rules.triggers t WHERE t.type = ?)", type));
        query.text("status").ifPresent(status -> conditions.and("i.status = ?", status));
        query.time("timestamp_gt").ifPresent(time -> conditions.and("i.occurrence_time > ?", time));
        query.time("timestamp_lt").ifPresent(time -> conditions.and("i.occurrence_time < ?", time));
        return conditions;
    }

    /** As answers show it, with its payload and with the ids of what followed from it. */
    Optional<ObjectNode> get(String id) {
        var parts = new Parts(true, true);
        return newest(id, parts.select(), parts::shown);
    }

    /** As answers show them, with their payloads, by id; those that are not there are left out. */
    public Map<String, ObjectNode> shown(Collection<String> ids) {
        var parts = new Parts(true, false);
        Map<String, ObjectNode> shown = new HashMap<>();
        database.read(connection -> new Conditions()
                        .and("i.id = ANY (?)", List.copyOf(ids))
                        .and(IS_NEWEST)
                        .all(connection, parts.select(), parts::shown))
                .forEach(instance -> shown.put(instance.path("id").asText(), instance));
        return shown;
    }

    /** As it came, but for its delivery key. */
    public Optional<TriggerInstance> stored(String id) {
        return newest(id, STORED, TriggerInstances::stored);
    }

    /**
     * Hands over those of a trigger that came since then, newest first, as they are read.
     *
     * @param goOn is given each of them, and says whether the next is wanted
     * @return false if there are more than were handed over
     */
    public boolean eachSince(String trigger, Instant since, int most, Predicate<TriggerInstance> goOn) {
        return database.read(connection -> new Conditions()
                .and("i.trigger_ref = ?", trigger)
                .and("i.occurrence_time >= ?", since)
                .each(connection, STORED, "i.occurrence_time DESC, i.id DESC", most, TriggerInstances::stored, goOn));
    }

    private static TriggerInstance stored(ResultSet row) throws SQLException {
        return new TriggerInstance(
                row.getString("id"),
                row.getString("trigger_ref"),
                row.getObject("occurrence_time", OffsetDateTime.class).toInstant(),
                Json.stored(row.getString("payload")),
                row.getString("trace_tag"),
                null,
                row.getInt("depth"));
    }

    private <T> Optional<T> newest(String id, String select, Conditions.Row<T> read) {
        return database.read(connection -> new Conditions()
                .and("i.id = ?", id).and(IS_NEWEST).all(connection, select, read).stream()
                        .findFirst());
    }

    /** The ids of those that have been judged. */
    List<String> judgedAmong(Collection<String> ids) {
        return database.read(connection -> new Conditions()
                .and("id = ANY (?)", List.copyOf(ids))
                .all(connection, "SELECT id FROM rules.trigger_instances", row -> row.getString("id")));
    }

    /** As answers and copies show an instance that is just being judged. */
    public static ObjectNode processing(TriggerInstance instance) {
        ObjectNode shown = Json.object()
                .put("id", instance.id())
                .put("trigger", instance.trigger())
                .put("occurrence_time", Json.TIME.format(instance.occurrenceTime()))
                .put("status", "processing");
        shown.set("payload", instance.payload());
        return shown;
    }

    /** What of an instance is read besides its row. */
    private record Parts(boolean payload, boolean links) {
        String select() {
            return COLUMNS
                    + (payload ? ", p.payload" : "")
                    + (links ? LINKS : "")
                    + FROM
                    + (payload ? WITH_PAYLOAD : "");
        }

        ObjectNode shown(ResultSet row) throws SQLException {
            ObjectNode shown = Json.object()
                    .put("id", row.getString("id"))
                    .put("trigger", row.getString("trigger_ref"))
                    .put("occurrence_time", Json.TIME.format(row.getObject("occurrence_time", OffsetDateTime.class)))
                    .put("status", row.getString("status"));
            if (payload) {
                shown.set("payload", Json.stored(row.getString("payload")));
            }
            if (links) {
                shown.set("links", Json.stored(row.getString("links")));
            }
            return shown;
        }
    }

    /** A page of instances and the number of all. */
    record Listed(List<ObjectNode> page, long total) {}
}
