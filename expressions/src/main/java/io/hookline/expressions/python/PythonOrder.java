package io.hookline.expressions.python;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When values are equal, which comes first, what holds what, and what counts as true. */
public final class PythonOrder {
    private static final int DEEPEST = 1_000;

    private PythonOrder() {}

    /** Numbers by value and exactly, {@code true} as 1; text by characters; lists and objects by content. */
    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        return equal(left, right, Meter.FREE);
    }

    public static boolean equal(@Nullable Object left, @Nullable Object right, Meter meter) {
        return equal(left, right, meter, 0);
    }

    private static boolean equal(@Nullable Object one, @Nullable Object other, Meter meter, int depth) {
        if (depth > DEEPEST) {
            throw PythonError.limit("maximum recursion depth exceeded in comparison");
        }
        Object left = PythonObject.plain(one);
        Object right = PythonObject.plain(other);
        if (left == right) {
            return depth > 0 || !PythonNumber.isNan(left);
        }
        meter.steps(depth == 0 ? 0 : 1);
        return switch (left) {
            case null -> false;
            case String text -> {
                meter.steps(text.length() / 1_000);
                yield text.equals(right);
            }
            case List<?> list -> right instanceof List<?> others && equalItems(list, others, meter, depth);
            case PythonTuple tuple ->
                right instanceof PythonTuple others && equalItems(tuple.items(), others.items(), meter, depth);
            case Map<?, ?> map -> right instanceof Map<?, ?> others && equalMaps(map, others, meter, depth);
            case PythonRange range ->
                right instanceof PythonRange others && range.items().equals(others.items());
            case PythonView view ->
                right instanceof PythonView others
                        && view.name().equals(others.name())
                        && equalItems(view.items(), others.items(), meter, depth);
            default ->
                PythonNumber.isNumber(left)
                        ? right != null
                                && PythonNumber.isNumber(right)
                                && !PythonNumber.isNan(left)
                                && !PythonNumber.isNan(right)
                                && PythonNumber.compare(left, right) == 0
                        : left.equals(right);
        };
    }

    private static boolean equalItems(List<?> left, List<?> right, Meter meter, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i), meter, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> left, Map<?, ?> right, Meter meter, int depth) {
        if (left.size() != right.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            Object key = PythonValues.keyIn(right, entry.getKey());
            if (!right.containsKey(key) || !equal(entry.getValue(), right.get(key), meter, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Numbers with numbers, text with text by code point, lists with lists item by item.
     *
     * @throws PythonError for anything else
     */
    public static int compare(@Nullable Object left, @Nullable Object right) {
        return compare("<", left, right, Meter.FREE, 0);
    }

    public static int compare(@Nullable Object left, @Nullable Object right, Meter meter) {
        return compare("<", left, right, meter, 0);
    }

    /**
     * One of {@code < <= > >=}.
     *
     * @throws PythonError in Python's words, if the two can't be ordered
     */
    public static boolean holds(String operator, @Nullable Object left, @Nullable Object right, Meter meter) {
        if (PythonNumber.isNumber(left) && PythonNumber.isNan(right)
                || PythonNumber.isNan(left) && PythonNumber.isNumber(right)) {
            return false;
        }
        int order = compare(operator, left, right, meter, 0);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static int compare(String operator, @Nullable Object one, @Nullable Object other, Meter meter, int depth) {
        if (depth > DEEPEST) {
            throw PythonError.limit("maximum recursion depth exceeded in comparison");
        }
        meter.steps(1);
        Object left = PythonObject.plain(one);
        Object right = PythonObject.plain(other);
        if (left != null && right != null && PythonNumber.isNumber(left) && PythonNumber.isNumber(right)) {
            return PythonNumber.isNan(left) || PythonNumber.isNan(right) ? 0 : PythonNumber.compare(left, right);
        }
        if (left instanceof String a && right instanceof String b) {
            return CodePoints.compare(a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return compareItems(operator, a, b, meter, depth);
        }
        if (left instanceof PythonTuple a && right instanceof PythonTuple b) {
            return compareItems(operator, a.items(), b.items(), meter, depth);
        }
        throw PythonError.type("'%s' not supported between instances of '%s' and '%s'"
                .formatted(operator, PythonText.typeName(one), PythonText.typeName(other)));
    }

    private static int compareItems(String operator, List<?> left, List<?> right, Meter meter, int depth) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!equal(left.get(i), right.get(i), meter, depth + 1)) {
                return compare(operator, left.get(i), right.get(i), meter, depth + 1);
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /**
     * Python's {@code item in container}.
     *
     * @throws PythonError if the container can hold nothing, or the item can't be in it
     */
    public static boolean contains(@Nullable Object container, @Nullable Object item) {
        return contains(container, item, Meter.FREE);
    }

    public static boolean contains(@Nullable Object container, @Nullable Object item, Meter meter) {
        Object wanted = PythonObject.plain(item);
        return switch (PythonObject.plain(container)) {
            case String text -> {
                meter.steps(text.length() / 1_000);
                if (wanted instanceof String part) {
                    yield text.contains(part);
                }
                throw PythonError.type(
                        "'in <string>' requires string as left operand, not " + PythonText.typeName(item));
            }
            case Map<?, ?> map -> {
                PythonValues.checkHashable(wanted);
                yield map.containsKey(PythonValues.keyIn(map, wanted));
            }
            case null, default -> {
                List<?> items = PythonSequence.items(container);
                meter.steps(items.size() / 10);
                for (int i = 0; i < items.size(); i++) {
                    if (equal(wanted, items.get(i), meter, 1)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    /** As {@code bool(value)}: zero, nothing and the empty are false. */
    public static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean flag -> flag;
            case Long number -> number != 0;
            case Double number -> number != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case PythonTuple tuple -> !tuple.items().isEmpty();
            case PythonRange range -> range.size() > 0;
            case PythonView view -> !view.items().isEmpty();
            case PythonObject object -> object.truth();
            default -> true;
        };
    }
}
