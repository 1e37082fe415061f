package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that every template has. A context may hide them. */
final class Functions {
    private static final Map<String, Callable> TABLE = Map.of(
            "range", Functions::range,
            "dict", Functions::dictionary,
            "namespace", Functions::namespace,
            "cycler", (arguments, frame) -> new Cycler(arguments.positional()),
            "joiner", (arguments, frame) -> new Joiner(arguments.isEmpty() ? ", " : arguments.text(0)));

    private Functions() {}

    static boolean exist(String name) {
        return TABLE.containsKey(name);
    }

    static @Nullable Callable named(String name) {
        return TABLE.get(name);
    }

    private static Object range(Arguments arguments, Frame frame) {
        int count = arguments.positional().size();
        if (count < 1 || count > 3 || !arguments.named().isEmpty()) {
            throw PythonError.type("range expected 1 to 3 arguments, got " + count);
        }
        return count == 1
                ? new PythonRange(0, arguments.integer(0), 1)
                : new PythonRange(arguments.integer(0), arguments.integer(1), count == 2 ? 1 : arguments.integer(2));
    }

    private static Map<Object, @Nullable Object> dictionary(Arguments arguments, Frame frame) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        PythonMethods.call(map, "update", arguments, frame.budget());
        return map;
    }

    private static Object namespace(Arguments arguments, Frame frame) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        dictionary(arguments, frame).forEach((key, value) -> fields.put(String.valueOf(key), value));
        return new Namespace(fields);
    }

    /** {@code cycler('a', 'b')}: one after the other, for ever. */
    private static final class Cycler implements TemplateObject {
        private final List<@Nullable Object> items;
        private int position;

        Cycler(List<@Nullable Object> items) {
            if (items.isEmpty()) {
                throw PythonError.type("at least one item has to be provided");
            }
            this.items = items;
        }

        @Override
        public String typeName() {
            return "Cycler";
        }

        @Override
        public @Nullable Object attribute(String name) {
            return switch (name) {
                case "current" -> items.get(position);
                case "next" ->
                    (Callable) (arguments, frame) -> {
                        Object item = items.get(position);
                        position = (position + 1) % items.size();
                        return item;
                    };
                case "reset" ->
                    (Callable) (arguments, frame) -> {
                        position = 0;
                        return null;
                    };
                default -> MISSING;
            };
        }
    }

    /** {@code joiner(', ')}: nothing when first called, the separator from then on. */
    private static final class Joiner implements Callable {
        private final String separator;
        private boolean used;

        Joiner(String separator) {
            this.separator = separator;
        }

        @Override
        public Object call(Arguments arguments, Frame frame) {
            boolean first = !used;
            used = true;
            return first ? "" : separator;
        }
    }
}
