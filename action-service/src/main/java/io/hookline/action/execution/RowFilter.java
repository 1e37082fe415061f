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
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private String order = "e.start_timestamp DESC, e.action_ref";
    private String page = "";
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
        return " ORDER BY " + order;
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
