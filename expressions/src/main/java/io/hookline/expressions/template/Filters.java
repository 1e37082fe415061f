package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.Signature;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All filters by name. A name that is not in this table does not exist. */
final class Filters {
    /** What a filter does with a value. Its arguments are bound already: one for each declared parameter. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object apply(@Nullable Object value, Arguments arguments, Frame frame);
    }

    private record Filter(Signature signature, Body body) {}

    /** Rows of the table, put together by those who know them. */
    static final class Table {
        private final Map<String, Filter> rows = new HashMap<>();

        /**
         * @param names one, or several with blanks between them
         */
        Table add(String names, Signature signature, Body body) {
            for (String name : names.split(" ")) {
                rows.put(name, new Filter(signature, body));
            }
            return this;
        }
    }

    private static final Map<String, Filter> TABLE = table();

    private Filters() {}

    private static Map<String, Filter> table() {
        var table = new Table();
        TextFilters.addTo(table);
        ListFilters.addTo(table);
        NumberFilters.addTo(table);
        StackStormFilters.addTo(table);
        VersionFilters.addTo(table);
        return Map.copyOf(table.rows);
    }

    static boolean exists(String name) {
        return TABLE.containsKey(name);
    }

    static @Nullable Object apply(String name, @Nullable Object value, Arguments arguments, Frame frame) {
        Filter filter = TABLE.get(name);
        if (filter == null) {
            throw new TemplateError(Reason.SYNTAX, "No filter named '" + name + "'.");
        }
        return filter.body.apply(value, filter.signature.bind("filter '" + name + "'", arguments), frame);
    }
}
