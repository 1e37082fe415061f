package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What followed from rules: table {@code rules.rule_enforcements}. Rows are written once, with the instance's. */
@Singleton
public class RuleEnforcements {
    private static final String SELECT =
            "SELECT id, trigger_instance_id, occurrence_time, execution_id, rule_id, rule_ref, rule_uid,"
                    + " enforced_at, failure_reason FROM rules.rule_enforcements";
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
            RuleEnforcement::status,
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
        return database.read(connection -> new Listed(
                conditions.page(
                        connection, SELECT, query, SORT_KEYS, "enforced_at DESC, id DESC", RuleEnforcements::shown),
                conditions.count(connection, "rules.rule_enforcements")));
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
                        row.getString("failure_reason"))
                .shown();
    }

    /** A page of enforcements and the number of all. */
    record Listed(List<ObjectNode> page, long total) {}
}
