package io.hookline.rules;

import io.hookline.common.api.ListQuery;
import io.hookline.common.database.RowCount;
import io.hookline.common.database.Storable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the rows of a list must fulfil: conditions joined by AND, with the values for their question marks; then order and page. */
public final class Conditions {
    /** Rows may hold payloads. */
    private static final int FETCHED_AT_ONCE = 10;

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /**
     * @param condition with one question mark, such as {@code name = ?}
     * @param value text, boolean, point in time, or a list of texts for {@code = ANY (?)}
     */
    public Conditions and(String condition, Object value) {
        if (Storable.is(value)) {
            conditions.add(condition);
            values.add(value);
        } else {
            conditions.add("FALSE");
        }
        return this;
    }

    /** A condition without a value. */
    public Conditions and(String condition) {
        conditions.add(condition);
        return this;
    }

    /** How many rows there are that fulfil them all. */
    public long count(Connection connection, String from) throws SQLException {
        try (PreparedStatement count = prepared(connection, "SELECT count(*) FROM " + from + where());
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The same for a history, which may be of millions: exactly as far as that costs little, beyond it about. */
    public long about(Connection connection, String from) throws SQLException {
        return RowCount.of(connection, "SELECT FROM " + from + where(), statement -> bind(connection, statement));
    }

    /**
     * One page of the rows.
     *
     * @param select all before WHERE
     * @param columns columns by the keys that may be asked for
     * @param order in force if no key is asked for; it also settles what the keys leave open
     */
    public <T> List<T> page(
            Connection connection,
            String select,
            ListQuery query,
            Map<String, String> columns,
            String order,
            Row<T> read)
            throws SQLException {
        String asked = query.sort(columns.keySet()).stream()
                .map(key -> columns.get(key.key()) + (key.descending() ? " DESC, " : ", "))
                .collect(Collectors.joining());
        String limit = query.limit().isPresent() ? " LIMIT " + query.limit().getAsInt() : "";
        String sql = select + where() + " ORDER BY " + asked + order + limit + " OFFSET " + query.offset();
        return rows(connection, sql, read);
    }

    /** All rows of a statement that ends with these conditions. */
    public <T> List<T> all(Connection connection, String select, Row<T> read) throws SQLException {
        return rows(connection, select + where(), read);
    }

    /** As many rows as are wanted, the first ones in that order. */
    public <T> List<T> first(Connection connection, String select, String order, int most, Row<T> read)
            throws SQLException {
        return rows(connection, select + where() + " ORDER BY " + order + " LIMIT " + most, read);
    }

    /**
     * Hands over rows in that order as the database gives them, within a transaction; only a few are held at a time.
     *
     * @param goOn is given each row, and says whether the next is wanted
     * @return false if there are more rows than were handed over
     */
    public <T> boolean each(
            Connection connection, String select, String order, int most, Row<T> read, Predicate<T> goOn)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, select + where() + " ORDER BY " + order)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            try (ResultSet rows = statement.executeQuery()) {
                boolean wanted = true;
                for (int given = 0; rows.next(); given++) {
                    if (!wanted || given == most) {
                        return false;
                    }
                    wanted = goOn.test(read.of(rows));
                }
                return true;
            }
        }
    }

    private <T> List<T> rows(Connection connection, String sql, Row<T> read) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(read.of(rows));
            }
            return found;
        }
    }

    private String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(connection, statement);
        return statement;
    }

    private void bind(Connection connection, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, bound(connection, values.get(i)));
        }
    }

    private static Object bound(Connection connection, Object value) throws SQLException {
        return switch (value) {
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case List<?> texts -> connection.createArrayOf("text", texts.toArray());
            default -> value;
        };
    }

    /** Reads the row that the result set stands on. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }
}
