package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, by position and by name. */
public record Arguments(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    public static Arguments of(@Nullable Object... positional) {
        return new Arguments(java.util.Arrays.asList(positional), Map.of());
    }

    public boolean isEmpty() {
        return positional.isEmpty() && named.isEmpty();
    }

    public @Nullable Object get(int index) {
        return positional.get(index);
    }

    /** The same without the first one. */
    public Arguments rest() {
        return new Arguments(positional.subList(1, positional.size()), named);
    }

    /** With one more in front: what a filter is applied to. */
    public Arguments with(@Nullable Object first) {
        List<@Nullable Object> all = new ArrayList<>(positional.size() + 1);
        all.add(first);
        all.addAll(positional);
        return new Arguments(all, named);
    }

    public String text(int index) {
        Object value = PythonObject.plain(get(index));
        if (value instanceof String text) {
            return text;
        }
        throw PythonError.type("expected str, not " + PythonText.typeName(value));
    }

    /** Any value, printed. */
    public String str(int index) {
        return PythonText.str(get(index));
    }

    /** A count or a position; beyond an int it is the nearest int. */
    public int integer(int index) {
        return switch (PythonObject.plain(get(index))) {
            case Boolean flag -> flag ? 1 : 0;
            case Long number -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
            case java.math.BigInteger number -> number.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
            case null, default ->
                throw PythonError.type(
                        "'" + PythonText.typeName(get(index)) + "' object cannot be interpreted as an integer");
        };
    }

    public boolean truth(int index) {
        return PythonOrder.truth(get(index));
    }

    public boolean isNone(int index) {
        return get(index) == null;
    }
}
