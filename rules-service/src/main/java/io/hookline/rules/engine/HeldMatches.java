package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Topics;
import io.hookline.rules.RulesDatabase;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The matches that wait for the end of their window: table {@code rules.held_matches}, at most {@code max} for a window. Whoever enforces them
 * holds the rows and the window's, so each is enforced once, on whichever node, and none while a newer one is just being counted.
 */
@Singleton
class HeldMatches {
    private static final int AT_ONCE = 200;

    private static final String KEEP = """
            INSERT INTO rules.held_matches (rule_id, key, due, enforcement_id, occurrence_time, execution_id, failure_reason, live_action)
            SELECT r, k, d::timestamptz, e, o::timestamptz, x, f, l::json FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                AS given(r, k, d, e, o, x, f, l, place) ORDER BY place""";

    private static final String FORGET_OLDER = """
            DELETE FROM rules.held_matches WHERE position IN (SELECT position FROM (
                SELECT h.position, w.max::integer AS max,
                       row_number() OVER (PARTITION BY h.rule_id, h.key, h.due ORDER BY h.position DESC) AS place
                FROM (SELECT DISTINCT * FROM unnest(?, ?, ?, ?) AS given(rule_id, key, due, max)) w
                JOIN rules.held_matches h ON h.rule_id = w.rule_id AND h.key = w.key AND h.due = w.due::timestamptz) AS ranked
                WHERE place > max)""";

    /** A node that stands still with rows in its hands loses them with its session. */
    private static final String LIMIT_HOLD = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    private static final String TAKE_DUE = """
            SELECT h.*, EXISTS (SELECT FROM rules.rules r WHERE r.id = h.rule_id AND r.enabled AND r.deleted_at IS NULL) AS counts,
                   clock_timestamp() AS now
            FROM rules.held_matches h JOIN rules.throttles t ON t.rule_id = h.rule_id AND t.key = h.key
            WHERE h.due <= clock_timestamp() ORDER BY h.due, h.position LIMIT %d FOR UPDATE OF t, h SKIP LOCKED""".formatted(AT_ONCE);

    private static final List<Function<HeldMatch, @Nullable String>> COLUMNS = List.of(
            held -> held.match().rule(),
            held -> held.match().key(),
            held -> Json.TIME.format(held.due()),
            held -> held.match().enforcement().id(),
            held -> Json.TIME.format(held.match().enforcement().occurrenceTime()),
            held -> held.match().enforcement().executionId(),
            held -> held.match().enforcement().failureReason(),
            held -> held.match().liveAction().map(Json::text).orElse(null));

    private static final List<Function<HeldMatch, @Nullable String>> WINDOW = List.of(
            COLUMNS.get(0),
            COLUMNS.get(1),
            COLUMNS.get(2),
            held -> String.valueOf(held.match().throttle().max()));

    private final RulesDatabase database;
    private final RuleEnforcements enforcements;

    HeldMatches(RulesDatabase database, RuleEnforcements enforcements) {
        this.database = database;
        this.enforcements = enforcements;
    }

    /** Keeps these, oldest first, and forgets those of their windows for which they are too many; within the transaction that counts them. */
    void keep(Connection connection, List<HeldMatch> held) throws SQLException {
        if (held.isEmpty()) {
            return;
        }
        execute(connection, KEEP, held, COLUMNS);
        execute(connection, FORGET_OLDER, held, WINDOW);
    }

    private static void execute(
            Connection connection,
            String sql,
            List<HeldMatch> held,
            List<Function<HeldMatch, @Nullable String>> columns)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                statement.setArray(
                        i + 1,
                        connection.createArrayOf(
                                "text", held.stream().map(columns.get(i)).toArray()));
            }
            statement.executeUpdate();
        }
    }

    /**
     * Enforces those whose window is over, up to a bound: what is recorded of them and their orders are one transaction. Those of rules that are
     * gone or disabled now are not.
     */
    Released release() {
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            try (PreparedStatement limit = connection.prepareStatement(LIMIT_HOLD)) {
                limit.execute();
            }
            List<Due> due = takeDue(connection);
            if (!due.isEmpty()) {
                remove(connection, due);
                List<Due> counting = due.stream().filter(Due::counts).toList();
                enforcements.enforce(
                        connection, counting.stream().map(Due::enforced).toList());
                order(transaction, counting);
            }
            return Released.of(due);
        });
    }

    private static List<Due> takeDue(Connection connection) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TAKE_DUE);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                due.add(Due.read(row));
            }
        }
        return due;
    }

    private static void remove(Connection connection, List<Due> due) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM rules.held_matches WHERE position = ANY (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", due.stream().map(Due::position).toArray()));
            delete.executeUpdate();
        }
    }

    private static void order(Transaction transaction, List<Due> due) throws SQLException {
        Map<String, ObjectNode> orders = new LinkedHashMap<>();
        for (Due each : due) {
            if (each.liveAction() != null) {
                // The execution begins now, not when the event came.
                ObjectNode order = (ObjectNode) Json.stored(each.liveAction());
                order.put("requested_at", Json.TIME.format(each.now()));
                orders.put(order.path("execution_id").asText(), order);
            }
        }
        transaction.publishAll(Topics.LIVEACTIONS, orders);
    }

    /**
     * @param succeeded for how many an execution was ordered
     * @param failed how many there were that could not be
     * @param more whether there may be more whose time has come
     */
    record Released(int succeeded, int failed, boolean more) {
        private static Released of(List<Due> due) {
            int counting = Math.toIntExact(due.stream().filter(Due::counts).count());
            int failed = Math.toIntExact(due.stream()
                    .filter(each -> each.counts() && each.enforced().failureReason() != null)
                    .count());
            return new Released(counting - failed, failed, due.size() == AT_ONCE);
        }
    }

    /**
     * A row whose time has come.
     *
     * @param enforced what is recorded then
     * @param counts whether its rule is there and enabled
     */
    private record Due(
            long position,
            RuleEnforcements.Enforced enforced,
            @Nullable String liveAction,
            boolean counts,
            Instant now) {
        static Due read(ResultSet row) throws SQLException {
            Instant now = row.getObject("now", OffsetDateTime.class).toInstant();
            return new Due(
                    row.getLong("position"),
                    new RuleEnforcements.Enforced(
                            row.getString("enforcement_id"),
                            row.getObject("occurrence_time", OffsetDateTime.class)
                                    .toInstant(),
                            row.getString("execution_id"),
                            row.getString("failure_reason"),
                            now),
                    row.getString("live_action"),
                    row.getBoolean("counts"),
                    now);
        }
    }
}
