package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.HistoryConfig;
import io.hookline.common.model.Ids;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Deletes succeeded executions whose days are kept only for the others (decision record: 0032). A day is gone through once, along the
 * primary key of its partition, a thousand executions at a time; where a day stands is kept, so no node begins anew.
 */
@Singleton
final class ShortHistory {
    private static final int AT_ONCE = 1000;

    private static final String NEXT_DAY = """
            SELECT d::date AS day, t.up_to FROM generate_series(?::date, ?::date, interval '1 day') d
                LEFT JOIN action.thinned_days t ON t.day = d::date
            WHERE t.day IS NULL OR t.up_to IS NOT NULL ORDER BY d LIMIT 1""";

    private static final String MARK = """
            INSERT INTO action.thinned_days (day, up_to) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET up_to = excluded.up_to""";

    /** A part of a workflow goes with the whole: not while anything above it is there for another reason. */
    private static final String DELETE = """
            WITH part AS MATERIALIZED (
                SELECT id, status, parent FROM action.executions WHERE id > ? AND id < ? ORDER BY id LIMIT ?
            ), gone AS (
                DELETE FROM action.executions e USING part p
                WHERE e.id = p.id AND e.id > ? AND e.id < ? AND e.status = 'succeeded' AND NOT EXISTS (
                    WITH RECURSIVE above(id) AS (
                        SELECT p.parent UNION
                        SELECT x.parent FROM above JOIN action.executions x ON x.id = above.id WHERE x.parent IS NOT NULL)
                    SELECT FROM above JOIN action.executions x ON x.id = above.id WHERE x.status <> 'succeeded')
                RETURNING e.id
            ), requests AS (
                DELETE FROM action.execution_requests r USING gone g WHERE r.id = g.id AND r.id > ? AND r.id < ?
            ), results AS (
                DELETE FROM action.execution_results r USING gone g WHERE r.id = g.id AND r.id > ? AND r.id < ?
            ), output AS (
                DELETE FROM action.execution_output o USING gone g WHERE o.id = g.id AND o.id > ? AND o.id < ?
            ), callbacks AS (
                DELETE FROM action.callbacks c USING gone g WHERE c.id = g.id AND c.id > ? AND c.id < ?
            )
            SELECT (SELECT count(*) FROM part), (SELECT max(id) FROM part)""";

    private final ActionDatabase database;
    private final HistoryConfig config;
    private final Clock clock;

    ShortHistory(ActionDatabase database, HistoryConfig config, Clock clock) {
        this.database = database;
        this.config = config;
        this.clock = clock;
    }

    /** @return false if nothing is left to go through for now */
    boolean step() {
        Duration keep = config.keepSucceeded().orElse(config.keep());
        if (keep.compareTo(config.keep()) >= 0) {
            return false;
        }
        // The last day that has ended before the time that counts, and none that is gone with its partitions.
        LocalDate last = day(clock.instant().minus(keep)).minusDays(1);
        LocalDate first = day(clock.instant().minus(config.keep()));
        return database.write(transaction -> {
            Connection connection = transaction.connection();
            if (!lock(connection)) {
                return false;
            }
            Standing standing = next(connection, first, last);
            if (standing == null) {
                forget(connection, first);
                return false;
            }
            mark(connection, standing.day(), delete(connection, standing));
            return true;
        });
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** One node is enough. */
    private static boolean lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT pg_try_advisory_xact_lock(hashtext('action.thinned_days'))");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static @Nullable Standing next(Connection connection, LocalDate first, LocalDate last) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(NEXT_DAY)) {
            select.setObject(1, first);
            select.setObject(2, last);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Standing(row.getObject(1, LocalDate.class), row.getString(2)) : null;
            }
        }
    }

    /** @return the last id that was looked at; null: the day is done */
    private static @Nullable String delete(Connection connection, Standing standing) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            int i = 0;
            delete.setString(++i, standing.from());
            delete.setString(++i, standing.end());
            delete.setInt(++i, AT_ONCE);
            for (int table = 0; table < 5; table++) {
                delete.setString(++i, standing.from());
                delete.setString(++i, standing.end());
            }
            try (ResultSet row = delete.executeQuery()) {
                row.next();
                return row.getInt(1) < AT_ONCE ? null : row.getString(2);
            }
        }
    }

    private static void mark(Connection connection, LocalDate day, @Nullable String upTo) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(MARK)) {
            insert.setObject(1, day);
            insert.setString(2, upTo);
            insert.executeUpdate();
        }
    }

    private static void forget(Connection connection, LocalDate first) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM action.thinned_days WHERE day < ?")) {
            delete.setObject(1, first);
            delete.executeUpdate();
        }
    }

    /**
     * @param upTo null: it has not been begun
     */
    private record Standing(LocalDate day, @Nullable String upTo) {
        String from() {
            return upTo == null ? Ids.seconds(day.atStartOfDay(ZoneOffset.UTC).toInstant()) : upTo;
        }

        String end() {
            return Ids.seconds(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
    }
}
