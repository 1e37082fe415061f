package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walking, counting, indexing and slicing values. */
public final class PythonSequence {
    private PythonSequence() {}

    /**
     * What {@code for x in value} walks: items, keys, or the characters of text. A list is given itself, not a copy.
     *
     * @throws PythonError if the value can't be walked
     */
    @SuppressWarnings("unchecked")
    public static List<@Nullable Object> items(@Nullable Object value) {
        return switch (PythonObject.plain(value)) {
            case List<?> list -> (List<@Nullable Object>) list;
            case PythonTuple tuple -> tuple.items();
            case PythonRange range -> range.items();
            case PythonView view -> view.items();
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text -> characters(text);
            case null, default -> throw PythonError.type("'" + PythonText.typeName(value) + "' object is not iterable");
        };
    }

    private static List<@Nullable Object> characters(String text) {
        List<@Nullable Object> characters = new ArrayList<>(text.length());
        text.codePoints().forEach(c -> characters.add(Character.toString(c)));
        return characters;
    }

    public static boolean isIterable(@Nullable Object value) {
        return switch (PythonObject.plain(value)) {
            case List<?> list -> true;
            case PythonTuple tuple -> true;
            case PythonRange range -> true;
            case PythonView view -> true;
            case Map<?, ?> map -> true;
            case String text -> true;
            case null, default -> false;
        };
    }

    /**
     * As {@code len(value)}.
     */
    public static long length(@Nullable Object value) {
        return switch (PythonObject.plain(value)) {
            case String text -> CodePoints.length(text);
            case List<?> list -> list.size();
            case Map<?, ?> map -> map.size();
            case PythonTuple tuple -> tuple.items().size();
            case PythonRange range -> range.size();
            case PythonView view -> view.items().size();
            case null, default ->
                throw PythonError.type("object of type '" + PythonText.typeName(value) + "' has no len()");
        };
    }

    /** True for what {@code value[0]} and {@code value[1:2]} work on. */
    public static boolean isIndexable(@Nullable Object value) {
        return value instanceof List
                || value instanceof String
                || value instanceof PythonTuple
                || value instanceof PythonRange;
    }

    /**
     * The item at a position, counted from the end if negative.
     *
     * @param position where it stands, or past either end
     * @param missing returned if there is no such item
     */
    public static @Nullable Object at(Object sequence, long position, @Nullable Object missing) {
        if (sequence instanceof String text) {
            int length = CodePoints.length(text);
            long index = position < 0 ? position + length : position;
            return index < 0 || index >= length ? missing : CodePoints.substring(text, (int) index, (int) index + 1);
        }
        List<?> items = items(sequence);
        long index = position < 0 ? position + items.size() : position;
        return index < 0 || index >= items.size() ? missing : items.get((int) index);
    }

    /**
     * As {@code value[start:stop:step]}.
     *
     * @param start null for the beginning, seen in the direction of the step; likewise {@code stop}
     */
    public static Object slice(Object sequence, @Nullable Long start, @Nullable Long stop, @Nullable Long step) {
        long stride = step == null ? 1 : step;
        if (stride == 0) {
            throw PythonError.value("slice step cannot be zero");
        }
        int length = (int) length(sequence);
        long least = stride < 0 ? -1 : 0;
        long most = stride < 0 ? length - 1L : length;
        long first = start == null ? (stride < 0 ? most : least) : bounded(start, length, least, most);
        long last = stop == null ? (stride < 0 ? least : most) : bounded(stop, length, least, most);
        if (sequence instanceof String text && stride == 1) {
            return first < last ? CodePoints.substring(text, (int) first, (int) last) : "";
        }
        List<?> items = items(sequence);
        List<@Nullable Object> taken = new ArrayList<>();
        for (long i = first; stride < 0 ? i > last : i < last; i += stride) {
            taken.add(items.get((int) i));
            if (Math.abs(stride) > length) {
                break;
            }
        }
        return switch (sequence) {
            case String text -> {
                var joined = new StringBuilder();
                taken.forEach(joined::append);
                yield joined.toString();
            }
            case PythonTuple tuple -> new PythonTuple(taken);
            default -> taken;
        };
    }

    private static long bounded(long position, int length, long least, long most) {
        long index = position < 0 ? Math.max(position, Long.MIN_VALUE / 2) + length : position;
        return Math.max(least, Math.min(most, index));
    }
}
