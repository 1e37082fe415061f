package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.Topics;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.rule.Throttle;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The windows of rules with a throttle: table {@code rules.throttles}, a row for each rule and key until the window is over. Counting, what
 * is recorded and what is ordered are one transaction with the judgement, so a match counts once, on whatever node and however often
 * its record comes; its order goes out by the outbox (decision 0019). All times are the database's.
 */
@Singleton
public class Throttles {
    /** As much as a record may hold; what is larger would stop the outbox for all. */
    private static final int LARGEST_ORDER = 20_000_000;

    private static final int SLICE = 10_000;

    // Which it is, is asked once: two looks at the clock could disagree.
    private static final String COUNT = """
            INSERT INTO rules.throttles AS t (rule_id, key, ends, matched)
            SELECT r, k, clock_timestamp() + make_interval(secs => s::float8), n::bigint FROM unnest(?, ?, ?, ?) AS x(r, k, s, n) ORDER BY r, k
            ON CONFLICT (rule_id, key) DO UPDATE SET (ends, matched) = (
                SELECT CASE WHEN is_over THEN excluded.ends ELSE t.ends END,
                       CASE WHEN is_over THEN excluded.matched ELSE t.matched + excluded.matched END
                FROM (SELECT t.ends <= clock_timestamp() AS is_over OFFSET 0) AS now)
            RETURNING rule_id, key, ends, matched""";

    private static final String OPEN =
            "SELECT ends, matched FROM rules.throttles WHERE rule_id = ? AND key = ? AND ends > clock_timestamp()";

    private static final String FORGET = """
            DELETE FROM rules.throttles WHERE (rule_id, key) IN (
                SELECT t.rule_id, t.key FROM rules.throttles t
                WHERE t.ends < now() - interval '1 minute'
                    AND NOT EXISTS (SELECT FROM rules.held_matches h WHERE h.rule_id = t.rule_id AND h.key = t.key)
                LIMIT %d FOR UPDATE SKIP LOCKED)""".formatted(SLICE);

    private final RulesDatabase database;
    private final RuleEnforcements enforcements;
    private final HeldMatches held;

    Throttles(RulesDatabase database, RuleEnforcements enforcements, HeldMatches held) {
        this.database = database;
        this.enforcements = enforcements;
        this.held = held;
    }

    /**
     * Counts these matches and orders what is let through; within the transaction that records their judgements, after their instances.
     *
     * @return what is to be recorded of them; nothing for those that another node has recorded meanwhile
     */
    List<RuleEnforcement> settle(Transaction transaction, List<ThrottledMatch> matches) throws SQLException {
        Connection connection = transaction.connection();
        Set<String> recorded = enforcements.recorded(
                connection, matches.stream().map(ThrottledMatch::enforcement).toList());
        Map<Counter, List<ThrottledMatch>> fresh = matches.stream()
                .filter(match -> !recorded.contains(match.enforcement().id()))
                .collect(Collectors.groupingBy(
                        match -> new Counter(match.rule(), match.key()), LinkedHashMap::new, Collectors.toList()));
        if (fresh.isEmpty()) {
            return List.of();
        }
        Map<Counter, Window> windows = count(connection, fresh);
        List<RuleEnforcement> made = new ArrayList<>();
        Map<String, LiveAction> orders = new LinkedHashMap<>();
        List<HeldMatch> last = new ArrayList<>();
        for (Map.Entry<Counter, List<ThrottledMatch>> group : fresh.entrySet()) {
            Window window = Objects.requireNonNull(windows.get(group.getKey()));
            Window.Settled settled = window.settle(group.getValue());
            settled.admitted().forEach(match -> {
                made.add(match.enforcement());
                match.liveAction().ifPresent(order -> orders.put(order.executionId(), order));
            });
            made.addAll(settled.heldBack());
            settled.kept().forEach(match -> last.add(new HeldMatch(match, window.ends())));
        }
        held.keep(connection, last);
        orders.values().forEach(Throttles::check);
        transaction.publishAll(Topics.LIVEACTIONS, orders);
        return made;
    }

    /** What would become of a match that came now; nothing is counted. */
    public ThrottleOutlook outlook(String ruleId, Throttle throttle, JsonNode payload) {
        return switch (ThrottleKey.of(throttle, payload)) {
            case ThrottleKey.Failed(var reason) -> new ThrottleOutlook.Unrenderable(reason);
            case ThrottleKey.Counted counted ->
                Window.heldBack(throttle, open(ruleId, counted.hash()))
                        .<ThrottleOutlook>map(reason -> new ThrottleOutlook.HeldBack(counted.text(), reason))
                        .orElseGet(() -> new ThrottleOutlook.Open(counted.text()));
        };
    }

    private Optional<Window> open(String ruleId, String key) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(OPEN)) {
                select.setString(1, ruleId);
                select.setString(2, key);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(window(row)) : Optional.empty();
                }
            }
        });
    }

    private static Window window(ResultSet row) throws SQLException {
        return new Window(row.getObject("ends", OffsetDateTime.class).toInstant(), row.getLong("matched"));
    }

    private static void check(LiveAction order) {
        if (Json.bytes(order).length > LARGEST_ORDER) {
            throw new IllegalArgumentException(
                    "the order of execution " + order.executionId() + " is too large for Kafka");
        }
    }

    private static Map<Counter, Window> count(Connection connection, Map<Counter, List<ThrottledMatch>> matches)
            throws SQLException {
        List<Map.Entry<Counter, List<ThrottledMatch>>> all = List.copyOf(matches.entrySet());
        Map<Counter, Window> windows = new LinkedHashMap<>();
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setArray(
                    1,
                    texts(
                            connection,
                            all.stream().map(each -> each.getKey().rule()).toList()));
            count.setArray(
                    2,
                    texts(
                            connection,
                            all.stream().map(each -> each.getKey().key()).toList()));
            count.setArray(
                    3,
                    texts(
                            connection,
                            all.stream()
                                    .map(each -> String.valueOf(each.getValue()
                                            .getFirst()
                                            .throttle()
                                            .duration()
                                            .toSeconds()))
                                    .toList()));
            count.setArray(
                    4,
                    texts(
                            connection,
                            all.stream()
                                    .map(each -> String.valueOf(each.getValue().size()))
                                    .toList()));
            try (ResultSet row = count.executeQuery()) {
                while (row.next()) {
                    windows.put(new Counter(row.getString("rule_id"), row.getString("key")), window(row));
                }
            }
        }
        return windows;
    }

    private static java.sql.Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Forgets windows that are over, a slice at a time; how many. */
    int forget() {
        int all = 0;
        int forgotten;
        do {
            forgotten = database.write(transaction -> {
                try (PreparedStatement delete = transaction.connection().prepareStatement(FORGET)) {
                    return delete.executeUpdate();
                }
            });
            all += forgotten;
        } while (forgotten == SLICE);
        return all;
    }

    private record Counter(String rule, String key) {}
}
