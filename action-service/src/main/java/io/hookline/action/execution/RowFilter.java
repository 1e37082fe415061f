package io.hookline.action.execution;

import io.hookline.common.api.ListQuery;
import io.hookline.common.database.Storable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which rows are looked for, in which order, and which page of them; executions unless said otherwise. Columns are fixed texts, values are always bound. */
final class RowFilter {
    private static final String START = "e.start_timestamp";
    private static final String DESCENDING = " DESC";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private String order = START + DESCENDING + ", e.action_ref";
    private String page = "";
    private String leading = "";
    private boolean byKey;

    /**
     * @param condition with one question mark for each value
     */
    RowFilter where(String condition, Object... bound) {
        if (!Arrays.stream(bound).allMatch(Storable::is)) {
            conditions.add("FALSE");
            return this;
        }
        conditions.add(condition);
        for (Object value : bound) {
            values.add(value instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : value);
        }
        return this;
    }

    /**
     * Rows with this value in a column that an index has before their start. They are found along that index, whatever the planner
     * thinks: what is rare, or was frequent long ago, must not be looked for among millions. It is written as a range, since by a
     * column that equals something rows are in any order, for the planner also in that of the index of all.
     */
    RowFilter along(String column, String value) {
        leadBy(column);
        return where(column + " >= ? AND " + column + " <= ?", value, value);
    }

    /** The same for a value that the index's own condition speaks of: only as a constant does the planner see that it holds. */
    RowFilter alongConstant(String column, String literal) {
        leadBy(column);
        return where(column + " >= " + literal + " AND " + column + " <= " + literal);
    }

    private void leadBy(String column) {
        if (leading.isEmpty()) {
            leading = column;
        }
    }

    /** The one row with this key: any plan that finds one finds all. */
    RowFilter whereKey(String column, String key) {
        byKey = true;
        return where(column + " = ?", key);
    }

    RowFilter orderedBy(String columns) {
        order = columns;
        return this;
    }

    RowFilter limit(int limit, int offset) {
        page = " LIMIT " + limit + " OFFSET " + offset;
        return this;
    }

    RowFilter from(int offset) {
        page = " OFFSET " + offset;
        return this;
    }

    /** The page that is asked for. */
    RowFilter page(ListQuery query) {
        return query.limit().isPresent() ? limit(query.limit().getAsInt(), query.offset()) : from(query.offset());
    }

    /**
     * The order that is asked for, as columns; empty if none is.
     *
     * @param sortable columns by the keys that may be asked for
     */
    static Optional<String> sorting(ListQuery query, Map<String, String> sortable) {
        return query.sort(sortable.keySet()).stream()
                .map(key -> sortable.get(key.key()) + (key.descending() ? " DESC" : ""))
                .reduce((first, next) -> first + ", " + next);
    }

    String conditions() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    String order() {
        if (leading.isEmpty() || !order.startsWith(START)) {
            return " ORDER BY " + order;
        }
        String direction = order.startsWith(DESCENDING, START.length()) ? DESCENDING : "";
        return " ORDER BY " + leading + direction + ", " + order;
    }

    String page() {
        return page;
    }

    /**
     * Binds the values of a statement. Unlike those that run at every turn it is planned for these values where that pays: they tell which
     * index is best, and whether one of some rows only may be used.
     */
    void bind(PreparedStatement statement) throws SQLException {
        if (!byKey) {
            try (Statement planning = statement.getConnection().createStatement()) {
                planning.execute("SET LOCAL plan_cache_mode = auto");
            }
        }
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof List<?> texts) {
                statement.setArray(i + 1, statement.getConnection().createArrayOf("text", texts.toArray()));
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
