package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.database.Database;
import io.hookline.common.json.Json;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What followed from rules: table {@code rules.rule_enforcements}. Rows are written with the instance's, and
 * changed only if a match that was held back is enforced later.
 */
@Singleton
public class RuleEnforcements {
    private static final String SELECT =
            "SELECT id, trigger_instance_id, occurrence_time, execution_id, rule_id, rule_ref, rule_uid,"
                    + " enforced_at, status, failure_reason FROM rules.rule_enforcements";
    private static final Map<String, String> SORT_KEYS = Map.of(
            "id", "id",
            "rule_ref", "rule_ref",
            "rule_id", "rule_id",
            "trigger_instance", "trigger_instance_id",
            "execution", "execution_id",
            "status", "status",
            "enforced_at", "enforced_at",
            "enforced_at_gt", "enforced_at",
            "enforced_at_lt", "enforced_at");
    private static final List<Function<RuleEnforcement, @Nullable String>> COLUMNS = List.of(
            RuleEnforcement::id,
            enforcement -> Json.TIME.format(enforcement.occurrenceTime()),
            RuleEnforcement::triggerInstanceId,
            RuleEnforcement::executionId,
            RuleEnforcement::ruleId,
            RuleEnforcement::ruleRef,
            RuleEnforcement::ruleUid,
            enforcement -> Json.TIME.format(enforcement.enforcedAt()),
            enforcement -> enforcement.status().word(),
            RuleEnforcement::failureReason);

    private final RulesDatabase database;

    RuleEnforcements(RulesDatabase database) {
        this.database = database;
    }

    /** Within the transaction that records the instances. */
    void insert(Connection connection, List<RuleEnforcement> enforcements) throws SQLException {
        String sql = """
                INSERT INTO rules.rule_enforcements (id, occurrence_time, trigger_instance_id, execution_id, rule_id, rule_ref, rule_uid,
                    enforced_at, status, failure_reason)
                SELECT a, b::timestamptz, c, d, e, f, g, h::timestamptz, i, j
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS x(a, b, c, d, e, f, g, h, i, j) ON CONFLICT DO NOTHING
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < COLUMNS.size(); i++) {
                insert.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text",
                                enforcements.stream().map(COLUMNS.get(i)).toArray()));
            }
            insert.executeUpdate();
        }
    }

    /** The ids of those among them that are recorded already. */
    Set<String> recorded(Connection connection, List<RuleEnforcement> enforcements) throws SQLException {
        List<Instant> times = enforcements.stream()
                .map(RuleEnforcement::occurrenceTime)
                .sorted()
                .toList();
        // The bounds let PostgreSQL look only into the partitions of these days.
        return Set.copyOf(new Conditions()
                .and(
                        "id = ANY (?)",
                        enforcements.stream().map(RuleEnforcement::id).toList())
                .and("occurrence_time >= ?", times.getFirst().truncatedTo(ChronoUnit.MICROS))
                .and("occurrence_time <= ?", times.getLast())
                .all(connection, "SELECT id FROM rules.rule_enforcements", row -> row.getString("id")));
    }

    /** What had been held back is enforced now. */
    void enforce(Connection connection, List<Enforced> enforced) throws SQLException {
        String sql = """
                UPDATE rules.rule_enforcements r SET status = CASE WHEN f IS NULL THEN 'succeeded' ELSE 'failed' END, execution_id = x,
                    failure_reason = f, enforced_at = a::timestamptz
                FROM unnest(?, ?, ?, ?, ?) AS now(i, o, x, f, a) WHERE r.id = i AND r.occurrence_time = o::timestamptz
                """;
        List<Function<Enforced, @Nullable String>> columns = List.of(
                Enforced::id,
                each -> Json.TIME.format(each.occurrenceTime()),
                Enforced::executionId,
                Enforced::failureReason,
                each -> Json.TIME.format(each.at()));
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                update.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text", enforced.stream().map(columns.get(i)).toArray()));
            }
            update.executeUpdate();
        }
    }

    /**
     * What became of an enforcement that had been held back.
     *
     * @param failureReason null: an execution was asked for
     */
    record Enforced(
            String id,
            Instant occurrenceTime,
            @Nullable String executionId,
            @Nullable String failureReason,
            Instant at) {}

    /** One page, newest first, and how many there are in all. */
    Listed list(ListQuery query) {
        Conditions conditions = new Conditions();
        if (!query.texts("id").isEmpty()) {
            conditions.and("id = ANY (?)", query.texts("id"));
        }
        query.text("rule_ref").ifPresent(ref -> conditions.and("rule_ref = ?", ref));
        query.text("rule_id").ifPresent(id -> conditions.and("rule_id = ?", id));
        query.text("trigger_instance").ifPresent(id -> conditions.and("trigger_instance_id = ?", id));
        query.text("execution").ifPresent(id -> conditions.and("execution_id = ?", id));
        query.text("status").ifPresent(status -> conditions.and("status = ?", status));
        query.time("enforced_at_gt").ifPresent(time -> conditions.and("enforced_at > ?", time));
        query.time("enforced_at_lt").ifPresent(time -> conditions.and("enforced_at < ?", time));
        return database.read(
                Database.LONGEST_LIST,
                connection -> new Listed(
                        conditions.page(
                                connection,
                                SELECT,
                                query,
                                SORT_KEYS,
                                "enforced_at DESC, id DESC",
                                RuleEnforcements::shown),
                        conditions.about(connection, "rules.rule_enforcements")));
    }

    /** As answers show it. */
    Optional<ObjectNode> get(String id) {
        return database.read(connection -> new Conditions()
                .and("id = ?", id).all(connection, SELECT, RuleEnforcements::shown).stream()
                        .findFirst());
    }

    /** Those of one trigger instance, as answers show them, in the order in which they came. */
    public List<ObjectNode> of(String triggerInstance, int most) {
        return database.read(connection -> new Conditions()
                .and("trigger_instance_id = ?", triggerInstance)
                .first(connection, SELECT, "enforced_at, id", most, RuleEnforcements::shown));
    }

    private static ObjectNode shown(ResultSet row) throws SQLException {
        return new RuleEnforcement(
                        row.getString("id"),
                        row.getString("trigger_instance_id"),
                        row.getObject("occurrence_time", OffsetDateTime.class).toInstant(),
                        row.getString("execution_id"),
                        row.getString("rule_id"),
                        row.getString("rule_ref"),
                        row.getString("rule_uid"),
                        row.getObject("enforced_at", OffsetDateTime.class).toInstant(),
                        RuleEnforcement.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                        row.getString("failure_reason"))
                .shown();
    }

    /** A page of enforcements and the number of all. */
    record Listed(List<ObjectNode> page, long total) {}
}
