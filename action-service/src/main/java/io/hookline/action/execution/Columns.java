package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values of rows are bound and read: several rows of one statement as an array for each column. */
final class Columns {
    private Columns() {}

    /** Binds a column of all rows. */
    static <T> void texts(PreparedStatement statement, int index, List<T> rows, Function<T, @Nullable String> value)
            throws SQLException {
        array(statement, index, "text", rows, value);
    }

    static <T> void numbers(
            PreparedStatement statement, int index, List<T> rows, Function<T, ? extends @Nullable Number> value)
            throws SQLException {
        array(statement, index, "bigint", rows, row -> {
            Number number = value.apply(row);
            return number == null ? null : number.longValue();
        });
    }

    static <T> void flags(PreparedStatement statement, int index, List<T> rows, Function<T, Boolean> value)
            throws SQLException {
        array(statement, index, "boolean", rows, value);
    }

    static <T> void times(PreparedStatement statement, int index, List<T> rows, Function<T, @Nullable Instant> value)
            throws SQLException {
        array(statement, index, "timestamptz", rows, row -> {
            Instant time = value.apply(row);
            return time == null ? null : time.toString();
        });
    }

    static <T> void documents(
            PreparedStatement statement, int index, List<T> rows, Function<T, @Nullable JsonNode> value)
            throws SQLException {
        array(statement, index, "text", rows, row -> {
            JsonNode document = value.apply(row);
            return document == null ? null : Json.text(document);
        });
    }

    static void time(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setObject(index, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static Instant presentTime(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    static @Nullable JsonNode document(ResultSet row, String column) throws SQLException {
        String json = row.getString(column);
        return json == null ? null : Json.stored(json);
    }

    static ObjectNode object(ResultSet row, String column) throws SQLException {
        return (ObjectNode) Json.stored(row.getString(column));
    }

    /** The columns {@code states} and {@code state_times} as a log. */
    static List<StateChange> log(ResultSet row) throws SQLException {
        String[] states = (String[]) row.getArray("states").getArray();
        Timestamp[] times = (Timestamp[]) row.getArray("state_times").getArray();
        List<StateChange> log = new ArrayList<>(states.length);
        for (int i = 0; i < states.length; i++) {
            log.add(new StateChange(times[i].toInstant(), ExecutionStatus.stored(states[i])));
        }
        return log;
    }

    private static <T> void array(
            PreparedStatement statement,
            int index,
            String type,
            List<T> rows,
            Function<T, ? extends @Nullable Object> value)
            throws SQLException {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.apply(rows.get(i));
        }
        Connection connection = statement.getConnection();
        Array array = connection.createArrayOf(type, values);
        statement.setArray(index, array);
    }
}
