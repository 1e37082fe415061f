package io.hookline.rules.timer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.database.Database.Transaction;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.RulesDatabase;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The timers that run: table {@code rules.timers}, a row for each timer's trigger that an enabled rule is on. A tick and the trigger
 * instance that it raises are one transaction, and whoever fires holds the row, so a tick fires once, on whichever node, whichever dies.
 * All times are the database's.
 */
@Singleton
public class Timers {
    static final int AT_ONCE = 200;

    private static final DateTimeFormatter EXECUTED_AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    private static final Duration IN_TIME = Duration.ofSeconds(1);
    private static final Duration NO_TIMER = Duration.ofDays(1);

    private static final String USED =
            "EXISTS (SELECT FROM rules.rules r WHERE r.trigger_ref = t.ref AND r.enabled AND r.deleted_at IS NULL)";

    private static final String STOP = """
            DELETE FROM rules.timers i WHERE i.trigger_ref = ? AND NOT EXISTS
                (SELECT FROM rules.rules r WHERE r.trigger_ref = i.trigger_ref AND r.enabled AND r.deleted_at IS NULL)""";

    private static final String TO_BEGIN =
            "SELECT t.ref, t.type, t.parameters, now() AS at FROM rules.triggers t WHERE t.type = ANY (?) AND " + USED
                    + " AND NOT EXISTS (SELECT FROM rules.timers i WHERE i.trigger_ref = t.ref)";

    /** A node that stands still with rows in its hands loses them with its session. */
    private static final String LIMIT_HOLD = "SET LOCAL idle_in_transaction_session_timeout = '10s'";

    private static final String TAKE_DUE = """
            SELECT i.trigger_ref, i.since, i.next_at, t.id, t.name, t.type, t.parameters, now() AS at
            FROM rules.timers i JOIN rules.triggers t ON t.ref = i.trigger_ref
            WHERE i.next_at <= now() ORDER BY i.next_at LIMIT ? FOR UPDATE OF i SKIP LOCKED""";

    private static final String ADVANCE = """
            UPDATE rules.timers i SET next_at = n.at FROM unnest(?::text[], ?::timestamptz[]) AS n(ref, at)
            WHERE i.trigger_ref = n.ref""";

    private static final String UNTIL_NEXT =
            "SELECT (extract(epoch FROM min(next_at) - clock_timestamp()) * 1000)::bigint FROM rules.timers";

    private final RulesDatabase database;

    Timers(RulesDatabase database) {
        this.database = database;
    }

    /**
     * Begins the timer of a trigger if an enabled rule is on it now and none was before, and stops it if none is any more; does nothing
     * to triggers that are no timers. Within the transaction that changes the rules.
     *
     * @param trigger reference
     */
    public void settle(Transaction transaction, String trigger) throws SQLException {
        Connection connection = transaction.connection();
        try (PreparedStatement stop = connection.prepareStatement(STOP)) {
            stop.setString(1, trigger);
            stop.executeUpdate();
        }
        begin(connection, Optional.of(trigger));
    }

    /** For a trigger whose parameters have changed: its timer counts from now on, if it runs. */
    public void restart(Transaction transaction, String trigger) throws SQLException {
        try (PreparedStatement stop =
                transaction.connection().prepareStatement("DELETE FROM rules.timers WHERE trigger_ref = ?")) {
            stop.setString(1, trigger);
            stop.executeUpdate();
        }
        begin(transaction.connection(), Optional.of(trigger));
    }

    /** For all triggers: what was saved before there were timers begins now. */
    void settleAll() {
        database.changeRules(transaction -> begin(transaction.connection(), Optional.empty()));
    }

    private static int begin(Connection connection, Optional<String> trigger) throws SQLException {
        String which = trigger.isPresent() ? " AND t.ref = ?" : "";
        int begun = 0;
        try (PreparedStatement select = connection.prepareStatement(TO_BEGIN + which)) {
            select.setArray(1, connection.createArrayOf("text", TimerType.refs().toArray()));
            if (trigger.isPresent()) {
                select.setString(2, trigger.get());
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    begin(connection, row);
                    begun++;
                }
            }
        }
        return begun;
    }

    private static void begin(Connection connection, ResultSet row) throws SQLException {
        Instant since = time(row, "at").truncatedTo(ChronoUnit.MILLIS);
        Optional<Schedule> schedule = schedule(row, "ref", since);
        if (schedule.isPresent()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO rules.timers (trigger_ref, since, next_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
                insert.setString(1, row.getString("ref"));
                insert.setObject(2, since.atOffset(ZoneOffset.UTC));
                insert.setObject(3, offset(schedule.get().after(since)));
                insert.executeUpdate();
            }
        }
    }

    /**
     * Fires what is due, up to a bound; what another node is just firing is left to it.
     *
     * @param tolerance how old a tick may be
     */
    Round fire(Duration tolerance) {
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            try (Statement limit = connection.createStatement()) {
                limit.execute(LIMIT_HOLD);
            }
            var firing = new Firing(tolerance);
            try (PreparedStatement select = connection.prepareStatement(TAKE_DUE)) {
                select.setInt(1, AT_ONCE);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        firing.add(row);
                    }
                }
            }
            firing.write(transaction);
            return firing.round(untilNext(connection));
        });
    }

    private static Duration untilNext(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNTIL_NEXT);
                ResultSet row = select.executeQuery()) {
            row.next();
            long millis = row.getLong(1);
            return row.wasNull() ? NO_TIMER : Duration.ofMillis(millis);
        }
    }

    /** Empty for one that can't be read, which no rule could be saved with. */
    private static Optional<Schedule> schedule(ResultSet row, String ref, Instant since) throws SQLException {
        try {
            Optional<TimerType> type = TimerType.named(row.getString("type"));
            return type.isEmpty() ? Optional.empty() : Optional.of(type.get().schedule(parameters(row), since));
        } catch (InvalidSchedule e) {
            Log.warnf("timer does not run trigger=%s reason=%s", row.getString(ref), e.getMessage());
            return Optional.empty();
        }
    }

    private static ObjectNode parameters(ResultSet row) throws SQLException {
        return (ObjectNode) Json.stored(row.getString("parameters"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime offset(Optional<Instant> time) {
        return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    /**
     * What one look at the timers came to.
     *
     * @param fired ticks
     * @param late those of them that were found more than a second after their time
     * @param missed timers with ticks that were too old
     * @param untilNext time to the next tick of any timer; zero or less: one is due
     */
    record Round(int fired, int late, int missed, Duration untilNext) {}

    /** The timers that one transaction has in its hands. */
    private static final class Firing {
        private final Duration tolerance;
        private final Map<String, TriggerInstance> raised = new LinkedHashMap<>();
        private final List<String> refs = new ArrayList<>();
        private final List<@Nullable OffsetDateTime> nexts = new ArrayList<>();
        private int late;
        private int missed;

        private Firing(Duration tolerance) {
            this.tolerance = tolerance;
        }

        private void add(ResultSet row) throws SQLException {
            Instant now = time(row, "at");
            Optional<Schedule> schedule = schedule(row, "trigger_ref", time(row, "since"));
            refs.add(row.getString("trigger_ref"));
            if (schedule.isEmpty()) {
                nexts.add(null);
                return;
            }
            Due due = Due.at(now, schedule.get(), time(row, "next_at"), tolerance);
            for (Instant tick : due.ticks()) {
                TriggerInstance instance = instance(row, tick, now);
                raised.put(instance.id(), instance);
                late += tick.isBefore(now.minus(IN_TIME)) ? 1 : 0;
            }
            missed += due.missed() ? 1 : 0;
            nexts.add(offset(due.next()));
        }

        private static TriggerInstance instance(ResultSet row, Instant tick, Instant now) throws SQLException {
            ObjectNode payload = Json.object().put("executed_at", EXECUTED_AT.format(now));
            payload.set("schedule", parameters(row));
            String type = row.getString("type");
            return new TriggerInstance(
                    Ids.following(Ids.seconds(tick), "timer " + row.getString("id") + " " + tick),
                    row.getString("trigger_ref"),
                    tick,
                    payload,
                    type.substring(type.indexOf('.') + 1) + "-" + row.getString("name"));
        }

        private void write(Transaction transaction) throws SQLException {
            if (refs.isEmpty()) {
                return;
            }
            Connection connection = transaction.connection();
            try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
                update.setArray(1, connection.createArrayOf("text", refs.toArray()));
                update.setArray(2, connection.createArrayOf("timestamptz", nexts.toArray()));
                update.executeUpdate();
            }
            transaction.publishAll(Topics.TRIGGER_INSTANCES, raised);
        }

        private Round round(Duration untilNext) {
            return new Round(raised.size(), late, missed, untilNext);
        }
    }
}
