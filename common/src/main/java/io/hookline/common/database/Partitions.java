package io.hookline.common.database;

import io.hookline.common.model.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Daily partitions of a table, made ahead of their day and dropped when it is old: history goes without a single row being deleted.
 * The table's own script makes it {@code PARTITION BY RANGE} and gives it a default partition named {@code <table>_default}, which
 * takes what belongs to no day. Both methods do nothing if another node is at it, and nothing twice.
 */
public final class Partitions {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd");

    private final String table;
    private final Function<LocalDate, String> bound;

    private Partitions(String table, Function<LocalDate, String> bound) {
        this.table = table;
        this.bound = bound;
    }

    /**
     * For a table partitioned by an id, whose first eight digits are seconds.
     *
     * @param table with its schema; the column's collation is {@code "C"}
     */
    public static Partitions byId(String table) {
        return new Partitions(
                table, day -> Ids.seconds(day.atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    /**
     * For a table partitioned by a {@code timestamptz}.
     *
     * @param table with its schema
     */
    public static Partitions byTime(String table) {
        return new Partitions(table, day -> day + "T00:00:00Z");
    }

    /** Makes the partitions of yesterday, today and the days after it, as far as they are missing. */
    public void makeAhead(Connection connection, Instant now, int days) throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<LocalDate> missing = new ArrayList<>();
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(days)); day = day.plusDays(1)) {
            if (!exists(connection, day)) {
                missing.add(day);
            }
        }
        if (missing.isEmpty() || !lock(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (LocalDate day : missing) {
                // Rows that came before their partition stay where they are: a partition can't be made over them.
                if (!exists(connection, day) && !heldByDefault(connection, day)) {
                    statement.execute("CREATE TABLE " + name(day) + " PARTITION OF " + table + " FOR VALUES FROM ('"
                            + bound.apply(day) + "') TO ('" + bound.apply(day.plusDays(1)) + "')");
                }
            }
        }
    }

    /** Drops the partitions whose last moment is before {@code oldest}; how many. */
    public int dropBefore(Connection connection, Instant oldest) throws SQLException {
        String last = name(LocalDate.ofInstant(oldest, ZoneOffset.UTC));
        List<String> old = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT inhrelid::regclass::text FROM pg_inherits"
                + " WHERE inhparent = ?::regclass AND inhrelid::regclass::text ~ '_[0-9]{8}$'"
                + " AND inhrelid::regclass::text < ? COLLATE \"C\"")) {
            select.setString(1, table);
            select.setString(2, last);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    old.add(rows.getString(1));
                }
            }
        }
        if (old.isEmpty() || !lock(connection)) {
            return 0;
        }
        try (Statement statement = connection.createStatement()) {
            for (String partition : old) {
                statement.execute("DROP TABLE IF EXISTS " + partition);
            }
        }
        return old.size();
    }

    private String name(LocalDate day) {
        return table + "_" + NAME.format(day);
    }

    private boolean exists(Connection connection, LocalDate day) throws SQLException {
        return isTrue(connection, "SELECT to_regclass('" + name(day) + "') IS NOT NULL");
    }

    private boolean heldByDefault(Connection connection, LocalDate day) throws SQLException {
        return isTrue(
                connection,
                "SELECT EXISTS (SELECT FROM " + table + "_default WHERE " + partitionKey(connection) + " >= '"
                        + bound.apply(day) + "' AND " + partitionKey(connection) + " < '"
                        + bound.apply(day.plusDays(1)) + "')");
    }

    private String partitionKey(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT a.attname FROM pg_partitioned_table p JOIN pg_attribute a"
                                + " ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0] WHERE p.partrelid = '"
                                + table
                                + "'::regclass")) {
            row.next();
            return row.getString(1);
        }
    }

    /** One node at a time, and nobody waits long behind the other users of the table: until the end of the transaction. */
    private boolean lock(Connection connection) throws SQLException {
        return isTrue(
                connection,
                "SELECT set_config('lock_timeout', '2s', true) IS NOT NULL AND pg_try_advisory_xact_lock(hashtext('"
                        + table + "'))");
    }

    private static boolean isTrue(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
