package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.json.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many rows of a table match: exactly up to a bound, beyond it as many as the planner takes there to be. */
final class RowCount {
    private static final int COUNTED_EXACTLY = 1_000;

    private final ActionDatabase database;
    private final String table;

    /**
     * @param table with the short name that filters know it by
     */
    RowCount(ActionDatabase database, String table) {
        this.database = database;
        this.table = table;
    }

    long of(RowFilter filter) {
        String matching = "SELECT FROM " + table + filter.conditions();
        return database.read(RowFilter.LONGEST, connection -> {
            long counted = counted(connection, filter, matching);
            return counted <= COUNTED_EXACTLY ? counted : Math.max(counted, estimate(connection, filter, matching));
        });
    }

    private static long counted(Connection connection, RowFilter filter, String matching) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT count(*) FROM (" + matching + " LIMIT " + (COUNTED_EXACTLY + 1) + ") m")) {
            filter.bind(select);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static long estimate(Connection connection, RowFilter filter, String matching) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (FORMAT JSON) " + matching)) {
            filter.bind(explain);
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
}
