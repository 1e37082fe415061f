package io.hookline.expressions.template;

import static io.hookline.expressions.python.Signature.REQUIRED;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.CodePoints;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonTuple;
import io.hookline.expressions.python.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jinja's filters for lists and dictionaries. Where Jinja gives a generator we give a list. */
final class ListFilters {
    private static final Signature ORDERED = Signature.of("case_sensitive", false, "attribute", null);

    private ListFilters() {}

    static void addTo(Filters.Table table) {
        table.add(
                        "default d",
                        Signature.of("default_value", "", "boolean", false),
                        (value, a, frame) -> value instanceof Undefined || a.truth(1) && !PythonOrder.truth(value)
                                ? a.get(0)
                                : value)
                .add("attr", Signature.of("name", REQUIRED), (value, a, frame) -> Lookup.attribute(value, a.text(0)))
                .add("length count", Signature.of(), (value, a, frame) -> PythonSequence.length(value))
                .add("first", Signature.of(), (value, a, frame) -> edge(value, true))
                .add("last", Signature.of(), (value, a, frame) -> edge(value, false))
                .add("random", Signature.of(), (value, a, frame) -> random(value))
                .add("list", Signature.of(), (value, a, frame) -> copy(value, frame))
                .add("items", Signature.of(), (value, a, frame) -> items(value, frame))
                .add("reverse", Signature.of(), (value, a, frame) -> reversed(value, frame))
                .add("join", Signature.of("d", "", "attribute", null), ListFilters::join)
                .add(
                        "sort",
                        Signature.of("reverse", false, "case_sensitive", false, "attribute", null),
                        ListFilters::sort)
                .add(
                        "dictsort",
                        Signature.of("case_sensitive", false, "by", "key", "reverse", false),
                        ListFilters::sortPairs)
                .add("unique", ORDERED, ListFilters::unique)
                .add("min", ORDERED, (value, a, frame) -> extreme(value, a, frame, -1))
                .add("max", ORDERED, (value, a, frame) -> extreme(value, a, frame, 1))
                .add("sum", Signature.of("attribute", null, "start", 0L), ListFilters::sum)
                .add("map", Signature.ANY, ListFilters::map)
                .add("select", Signature.ANY, (value, a, frame) -> chosen(value, test(a, frame), frame))
                .add(
                        "reject",
                        Signature.ANY,
                        (value, a, frame) -> chosen(value, test(a, frame).negate(), frame))
                .add("selectattr", Signature.ANY, (value, a, frame) -> chosen(value, attributeTest(a, frame), frame))
                .add(
                        "rejectattr",
                        Signature.ANY,
                        (value, a, frame) ->
                                chosen(value, attributeTest(a, frame).negate(), frame))
                .add(
                        "groupby",
                        Signature.of("attribute", REQUIRED, "default", null, "case_sensitive", false),
                        ListFilters::groups)
                .add("batch", Signature.of("linecount", REQUIRED, "fill_with", null), ListFilters::batches)
                .add("slice", Signature.of("slices", REQUIRED, "fill_with", null), ListFilters::slices);
    }

    private static @Nullable Object edge(@Nullable Object value, boolean first) {
        List<@Nullable Object> items = PythonSequence.items(value);
        Object none = new Undefined("No " + (first ? "first" : "last") + " item, sequence was empty.");
        return items.isEmpty() ? none : items.get(first ? 0 : items.size() - 1);
    }

    private static @Nullable Object random(@Nullable Object value) {
        List<@Nullable Object> items = PythonSequence.items(value);
        return items.isEmpty()
                ? new Undefined("No random item, sequence was empty.")
                : items.get(ThreadLocalRandom.current().nextInt(items.size()));
    }

    /** What counts as false has no items, even where it could have none, such as null. */
    private static List<@Nullable Object> someOf(@Nullable Object value) {
        return value instanceof Undefined || PythonOrder.truth(value) ? PythonSequence.items(value) : List.of();
    }

    private static List<@Nullable Object> copy(@Nullable Object value, Frame frame) {
        List<@Nullable Object> items = PythonSequence.items(value);
        frame.budget().items(items.size());
        return new ArrayList<>(items);
    }

    private static Object items(@Nullable Object value, Frame frame) {
        if (value instanceof Undefined) {
            return List.of();
        }
        if (!(PythonObject.plain(value) instanceof Map<?, ?> map)) {
            throw PythonError.type("Can only get item pairs from a mapping.");
        }
        return copy(PythonMethods.call(map, "items", Arguments.NONE, frame.budget()), frame);
    }

    private static Object reversed(@Nullable Object value, Frame frame) {
        if (PythonObject.plain(value) instanceof String text) {
            return CodePoints.reverse(text);
        }
        List<@Nullable Object> items = copy(value, frame);
        Collections.reverse(items);
        return items;
    }

    private static Object join(@Nullable Object value, Arguments a, Frame frame) {
        UnaryOperator<@Nullable Object> part = getter(a.get(1), null, frame);
        List<@Nullable Object> items = PythonSequence.items(value);
        String separator = a.str(0);
        var out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            String text = TextFilters.text(part.apply(items.get(i)), frame);
            frame.budget().characters(text.length() + (long) separator.length());
            out.append(i == 0 ? "" : separator).append(text);
        }
        return out.toString();
    }

    /**
     * Reaches an attribute of an item: names and positions with dots between them.
     *
     * @param attribute null for the item itself
     * @param otherwise in place of what is not there, unless null
     */
    private static UnaryOperator<@Nullable Object> getter(
            @Nullable Object attribute, @Nullable Object otherwise, Frame frame) {
        Object name = PythonObject.plain(attribute);
        if (name == null) {
            return item -> item;
        }
        List<Object> steps = new ArrayList<>();
        if (name instanceof String text) {
            for (String step : text.split("\\.", -1)) {
                steps.add(step.matches("[0-9]{1,9}") ? (Object) Long.valueOf(step) : step);
            }
        } else {
            steps.add(name);
        }
        return item -> {
            Object value = item;
            for (Object step : steps) {
                frame.budget().steps(1);
                value = Lookup.item(value, step);
                if (value instanceof Undefined && otherwise != null) {
                    value = otherwise;
                }
            }
            return value;
        };
    }

    /** Text without regard to case, unless it is wanted. */
    private static @Nullable Object folded(@Nullable Object value, boolean caseSensitive) {
        Object plain = PythonObject.plain(value);
        return !caseSensitive && plain instanceof String text ? text.toLowerCase(Locale.ROOT) : plain;
    }

    private record Keyed(@Nullable Object key, @Nullable Object item) {}

    private static List<Keyed> keyed(List<@Nullable Object> items, UnaryOperator<@Nullable Object> key) {
        List<Keyed> keyed = new ArrayList<>(items.size());
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        return keyed;
    }

    private static List<@Nullable Object> sorted(List<Keyed> keyed, boolean reverse, Frame frame) {
        Comparator<Keyed> order = (x, y) -> PythonOrder.compare(x.key(), y.key(), frame.budget());
        keyed.sort(reverse ? order.reversed() : order);
        List<@Nullable Object> sorted = new ArrayList<>(keyed.size());
        keyed.forEach(each -> sorted.add(each.item()));
        return sorted;
    }

    private static Object sort(@Nullable Object value, Arguments a, Frame frame) {
        Object attribute = PythonObject.plain(a.get(2));
        UnaryOperator<@Nullable Object> key = attribute instanceof String names && names.indexOf(',') >= 0
                ? together(names.split(","), a.truth(1), frame)
                : getter(attribute, null, frame);
        return sorted(keyed(copy(value, frame), item -> folded(key.apply(item), a.truth(1))), a.truth(0), frame);
    }

    /** Several attributes, of which the first one that differs decides. */
    private static UnaryOperator<@Nullable Object> together(String[] names, boolean caseSensitive, Frame frame) {
        List<UnaryOperator<@Nullable Object>> keys = new ArrayList<>();
        for (String name : names) {
            keys.add(getter(name, null, frame));
        }
        return item -> {
            List<@Nullable Object> parts = new ArrayList<>();
            keys.forEach(key -> parts.add(folded(key.apply(item), caseSensitive)));
            return parts;
        };
    }

    private static Object sortPairs(@Nullable Object value, Arguments a, Frame frame) {
        if (value instanceof Undefined undefined) {
            throw undefined.error();
        }
        int by = List.of("key", "value").indexOf(a.text(1));
        if (by < 0) {
            throw PythonError.value("You can only sort by either \"key\" or \"value\"");
        }
        @SuppressWarnings("unchecked")
        List<@Nullable Object> pairs = (List<@Nullable Object>) items(value, frame);
        return sorted(keyed(pairs, pair -> folded(PythonSequence.items(pair).get(by), a.truth(0))), a.truth(2), frame);
    }

    private static Object unique(@Nullable Object value, Arguments a, Frame frame) {
        UnaryOperator<@Nullable Object> key = getter(a.get(1), null, frame);
        List<@Nullable Object> seen = new ArrayList<>();
        List<@Nullable Object> unique = new ArrayList<>();
        for (Object item : PythonSequence.items(value)) {
            Object folded = folded(key.apply(item), a.truth(0));
            frame.budget().steps(1);
            if (!PythonOrder.contains(seen, folded, frame.budget())) {
                seen.add(folded);
                unique.add(item);
            }
        }
        return unique;
    }

    /**
     * @param sign of the order that the wanted item has to all others
     */
    private static @Nullable Object extreme(@Nullable Object value, Arguments a, Frame frame, int sign) {
        UnaryOperator<@Nullable Object> key = getter(a.get(1), null, frame);
        List<Keyed> keyed = keyed(PythonSequence.items(value), item -> folded(key.apply(item), a.truth(0)));
        if (keyed.isEmpty()) {
            return new Undefined("No aggregated item, sequence was empty.");
        }
        Keyed best = keyed.get(0);
        for (Keyed each : keyed.subList(1, keyed.size())) {
            if (sign * PythonOrder.compare(each.key(), best.key(), frame.budget()) > 0) {
                best = each;
            }
        }
        return best.item();
    }

    private static @Nullable Object sum(@Nullable Object value, Arguments a, Frame frame) {
        UnaryOperator<@Nullable Object> part = getter(a.get(0), null, frame);
        Object sum = a.get(1);
        for (Object item : PythonSequence.items(value)) {
            frame.budget().steps(1);
            sum = frame.evaluator().arithmetic("+", sum, part.apply(item));
        }
        return sum;
    }

    private static Object map(@Nullable Object value, Arguments a, Frame frame) {
        UnaryOperator<@Nullable Object> change;
        if (a.positional().isEmpty() && a.named().containsKey("attribute")) {
            change = getter(a.named().get("attribute"), a.named().get("default"), frame);
        } else if (a.positional().isEmpty()) {
            throw PythonError.type("map requires a filter argument");
        } else {
            String name = a.text(0);
            Arguments rest = a.rest();
            change = item -> frame.evaluator().filter(name, item, rest);
        }
        List<@Nullable Object> mapped = new ArrayList<>();
        someOf(value).forEach(item -> mapped.add(change.apply(item)));
        frame.budget().items(mapped.size());
        return mapped;
    }

    private static Predicate<@Nullable Object> test(Arguments a, Frame frame) {
        if (a.positional().isEmpty()) {
            return PythonOrder::truth;
        }
        String name = a.text(0);
        Arguments rest = a.rest();
        return item -> frame.evaluator().test(name, item, rest);
    }

    private static Predicate<@Nullable Object> attributeTest(Arguments a, Frame frame) {
        if (a.positional().isEmpty()) {
            throw PythonError.type("Missing parameter for attribute name");
        }
        UnaryOperator<@Nullable Object> attribute = getter(a.get(0), null, frame);
        Predicate<@Nullable Object> test = test(a.rest(), frame);
        return item -> test.test(attribute.apply(item));
    }

    private static Object chosen(@Nullable Object value, Predicate<@Nullable Object> test, Frame frame) {
        List<@Nullable Object> chosen = new ArrayList<>();
        for (Object item : someOf(value)) {
            frame.budget().steps(1);
            if (test.test(item)) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    /** A pair that also answers to {@code .grouper} and {@code .list}. */
    private record Group(@Nullable Object grouper, List<@Nullable Object> list) implements TemplateObject {
        @Override
        public String typeName() {
            return "tuple";
        }

        @Override
        public Object plain() {
            return PythonTuple.of(grouper, list);
        }

        @Override
        public String str() {
            return PythonText.repr(plain());
        }

        @Override
        public @Nullable Object attribute(String name) {
            return switch (name) {
                case "grouper" -> grouper;
                case "list" -> list;
                default -> MISSING;
            };
        }
    }

    private static Object groups(@Nullable Object value, Arguments a, Frame frame) {
        UnaryOperator<@Nullable Object> key = getter(a.get(0), a.get(1), frame);
        List<Keyed> keyed = keyed(copy(value, frame), item -> folded(key.apply(item), a.truth(2)));
        sorted(keyed, false, frame);
        List<@Nullable Object> groups = new ArrayList<>();
        List<@Nullable Object> current = new ArrayList<>();
        for (int i = 0; i < keyed.size(); i++) {
            if (i == 0
                    || !PythonOrder.equal(keyed.get(i).key(), keyed.get(i - 1).key(), frame.budget())) {
                current = new ArrayList<>();
                groups.add(new Group(key.apply(keyed.get(i).item()), current));
            }
            current.add(keyed.get(i).item());
        }
        return groups;
    }

    private static Object batches(@Nullable Object value, Arguments a, Frame frame) {
        int size = a.integer(0);
        if (size <= 0) {
            throw PythonError.value("linecount must be positive");
        }
        List<@Nullable Object> batches = new ArrayList<>();
        List<@Nullable Object> batch = new ArrayList<>();
        List<@Nullable Object> items = PythonSequence.items(value);
        frame.budget().items(items.size());
        for (Object item : items) {
            if (batch.isEmpty() || batch.size() == size) {
                batch = new ArrayList<>();
                batches.add(batch);
            }
            batch.add(item);
        }
        if (!a.isNone(1) && !batch.isEmpty()) {
            frame.budget().items(size - batch.size());
            while (batch.size() < size) {
                batch.add(a.get(1));
            }
        }
        return batches;
    }

    private static Object slices(@Nullable Object value, Arguments a, Frame frame) {
        int count = a.integer(0);
        if (count <= 0) {
            throw PythonError.value("slices must be positive");
        }
        List<@Nullable Object> items = PythonSequence.items(value);
        frame.budget().items((long) count + items.size());
        List<@Nullable Object> slices = new ArrayList<>();
        int longer = items.size() % count;
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = from + items.size() / count + (i < longer ? 1 : 0);
            List<@Nullable Object> slice = new ArrayList<>(items.subList(from, to));
            if (!a.isNone(1) && i >= longer) {
                slice.add(a.get(1));
            }
            slices.add(slice);
            from = to;
        }
        return slices;
    }
}
