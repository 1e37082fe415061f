package io.hookline.expressions.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path into plain values: {@code trigger.body.items[0].name}, {@code people[*].first}, {@code $..name}, {@code ['a b']}. Immutable; may
 * be used by many threads.
 */
public final class JsonPath {
    private static final int MOST_MATCHES = 100_000;

    private final List<Step> steps;
    private final @Nullable List<String> names;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
        this.names = plainNames(steps);
    }

    /**
     * @throws InvalidPath if it can't be read; the message says where and why
     */
    public static JsonPath read(String source) {
        return new JsonPath(new PathReader(source).read());
    }

    /**
     * Reads the key of a criterion: a path, and behind the first {@code #} whatever makes the key unique (spec: rules-and-criteria, 6.3).
     *
     * @throws InvalidPath if it can't be read; the message says where and why
     */
    public static JsonPath readKey(String key) {
        int tag = key.indexOf('#');
        return read(tag < 0 ? key : key.substring(0, tag));
    }

    private static @Nullable List<String> plainNames(List<Step> steps) {
        List<String> names = new ArrayList<>();
        for (Step step : steps) {
            if (!(step instanceof Step.Fields fields && fields.names().size() == 1)) {
                return null;
            }
            names.add(fields.names().get(0));
        }
        return names;
    }

    /**
     * The names of a path that is nothing but fields in fields, as most are: what an index over payloads can be built on.
     */
    public Optional<List<String>> names() {
        return Optional.ofNullable(names).map(List::copyOf);
    }

    /** The first hit; a null that is found reads as empty (spec: rules-and-criteria, 6.3). */
    public Optional<Object> first(@Nullable Object root) {
        if (names == null) {
            List<@Nullable Object> hits = all(root);
            return hits.isEmpty() ? Optional.empty() : Optional.ofNullable(hits.get(0));
        }
        Object value = root;
        for (String name : names) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }

    /** All hits in order, nulls among them. */
    public List<@Nullable Object> all(@Nullable Object root) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(root);
        return walk(steps, values);
    }

    private static List<@Nullable Object> walk(List<Step> steps, List<@Nullable Object> from) {
        List<@Nullable Object> values = from;
        for (Step step : steps) {
            List<@Nullable Object> found = new ArrayList<>();
            for (Object value : values) {
                take(step, value, found);
            }
            values = found;
        }
        return values;
    }

    private static void take(Step step, @Nullable Object value, List<@Nullable Object> found) {
        switch (step) {
            case Step.Fields(List<String> names) -> {
                if (value instanceof Map<?, ?> map) {
                    names.stream().filter(map::containsKey).forEach(name -> found.add(map.get(name)));
                }
            }
            case Step.AllFields() -> {
                if (value instanceof Map<?, ?> map) {
                    found.addAll(map.values());
                }
            }
            case Step.Index(List<Integer> positions) -> positions.forEach(position -> takeAt(position, value, found));
            case Step.Slice slice -> takeSlice(slice, value, found);
            case Step.Either(List<List<Step>> paths) -> {
                List<@Nullable Object> here = new ArrayList<>();
                here.add(value);
                paths.forEach(path -> found.addAll(walk(path, here)));
            }
            case Step.Below(Step inner) -> {
                take(inner, value, found);
                if (value instanceof List<?> list) {
                    list.forEach(item -> take(step, item, found));
                } else if (value instanceof Map<?, ?> map) {
                    map.values().forEach(item -> take(step, item, found));
                }
            }
        }
        if (found.size() > MOST_MATCHES) {
            throw new InvalidPath("finds more than " + MOST_MATCHES + " values");
        }
    }

    private static void takeAt(int position, @Nullable Object value, List<@Nullable Object> found) {
        if (value instanceof List<?> list) {
            int index = position < 0 ? position + list.size() : position;
            if (index >= 0 && index < list.size()) {
                found.add(list.get(index));
            }
        } else if (value instanceof String text) {
            int length = text.codePointCount(0, text.length());
            int index = position < 0 ? position + length : position;
            if (index >= 0 && index < length) {
                found.add(Character.toString(text.codePointAt(text.offsetByCodePoints(0, index))));
            }
        }
    }

    private static void takeSlice(Step.Slice slice, @Nullable Object value, List<@Nullable Object> found) {
        if (value == null) {
            return;
        }
        // What is no list counts as a list of one.
        List<?> list = value instanceof List<?> items ? items : List.of(value);
        int size = list.size();
        int step = slice.step();
        int least = step < 0 ? -1 : 0;
        int most = step < 0 ? size - 1 : size;
        int first = slice.start() == null ? (step < 0 ? most : least) : bounded(slice.start(), size, least, most);
        int last = slice.stop() == null ? (step < 0 ? least : most) : bounded(slice.stop(), size, least, most);
        for (long i = first; step < 0 ? i > last : i < last; i += step) {
            found.add(list.get((int) i));
        }
    }

    private static int bounded(int position, int size, int least, int most) {
        return Math.max(least, Math.min(most, position < 0 ? position + size : position));
    }
}
