package io.hookline.common.database;

import io.hookline.common.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many rows of a history match: exactly up to a bound, beyond it as many as the planner takes there to be. */
public final class RowCount {
    private static final int COUNTED_EXACTLY = 1_000;

    private RowCount() {}

    /**
     * @param matching a query for the rows, without columns: {@code SELECT FROM ...}
     * @param values binds its parameters
     */
    public static long of(Connection connection, String matching, Values values) throws SQLException {
        long counted = counted(connection, matching, values);
        return counted <= COUNTED_EXACTLY ? counted : Math.max(counted, estimate(connection, matching, values));
    }

    private static long counted(Connection connection, String matching, Values values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT count(*) FROM (" + matching + " LIMIT " + (COUNTED_EXACTLY + 1) + ") m")) {
            values.bind(select);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long estimate(Connection connection, String matching, Values values) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (FORMAT JSON) " + matching)) {
            values.bind(explain);
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                return Json.stored(row.getString(1))
                        .path(0)
                        .path("Plan")
                        .path("Plan Rows")
                        .asLong();
            }
        }
    }

    /** The values of a query's parameters. */
    @FunctionalInterface
    public interface Values {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
