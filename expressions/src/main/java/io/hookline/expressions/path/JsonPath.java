package io.hookline.expressions.path;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonSequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A path into plain values: {@code trigger.body.items[0].name}, {@code people[*].first}, {@code $..name}, {@code ['a b']}. Immutable; may
 * be used by many threads.
 */
public final class JsonPath {
    private static final int MOST_MATCHES = 100_000;
    private static final int MOST_LOOKS = 1_000_000;
    /** What is not there. */
    private static final Object NOTHING = new Object();

    private final List<Step> steps;
    private final @Nullable List<Object> plain;

    private JsonPath(List<Step> steps) {
        this.steps = steps;
        this.plain = plain(steps);
    }

    /**
     * @throws InvalidPath if it can't be read; the message says where and why
     */
    public static JsonPath read(String source) {
        return new JsonPath(new PathReader(source).read());
    }

    private static @Nullable List<Object> plain(List<Step> steps) {
        List<Object> plain = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Fields(var names) && names.size() == 1) {
                plain.add(names.getFirst());
            } else if (step instanceof Step.Index(var positions) && positions.size() == 1) {
                plain.add(positions.getFirst());
            } else {
                return null;
            }
        }
        return List.copyOf(plain);
    }

    /**
     * The steps of a path that leads to one value at most, as most do: the name of a field as text, the position in a list as an Integer.
     * What an index over payloads can be built on.
     */
    public Optional<List<Object>> plain() {
        return Optional.ofNullable(plain);
    }

    /** Where one step of a plain path leads; null if it leads nowhere. */
    public static @Nullable Object step(@Nullable Object value, Object step) {
        return switch (value) {
            case Map<?, ?> map when step instanceof String -> map.get(step);
            case List<?> list when step instanceof Integer position -> PythonSequence.at(list, position, null);
            case String text when step instanceof Integer position -> PythonSequence.at(text, position, null);
            case null, default -> null;
        };
    }

    /** Where all steps of a plain path lead; null if they lead nowhere. */
    public static @Nullable Object at(@Nullable Object root, List<Object> steps) {
        Object value = root;
        for (Object step : steps) {
            value = step(value, step);
        }
        return value;
    }

    /**
     * The first hit; a null that is found reads as empty (spec: rules-and-criteria, 6.3).
     *
     * @throws PythonError of kind LIMIT if it looks at too many values on its way
     */
    public Optional<Object> first(@Nullable Object root) {
        if (plain == null) {
            List<@Nullable Object> hits = new Walk(1).hits(root);
            return hits.isEmpty() ? Optional.empty() : Optional.ofNullable(hits.get(0));
        }
        return Optional.ofNullable(at(root, plain));
    }

    /**
     * All hits in order, nulls among them.
     *
     * @throws PythonError of kind LIMIT if there are too many, or it looks at too many values on its way
     */
    public List<@Nullable Object> all(@Nullable Object root) {
        List<@Nullable Object> hits = new Walk(MOST_MATCHES + 1).hits(root);
        if (hits.size() > MOST_MATCHES) {
            throw PythonError.limit("path finds more than " + MOST_MATCHES + " values");
        }
        return hits;
    }

    /** One walk along the path, depth first, until it has found enough. */
    private final class Walk {
        private final List<@Nullable Object> hits = new ArrayList<>();
        private final int wanted;
        private int looks;

        Walk(int wanted) {
            this.wanted = wanted;
        }

        List<@Nullable Object> hits(@Nullable Object root) {
            follow(steps, 0, root, hits::add);
            return hits;
        }

        /** Takes the steps from the given one on, and hands over what the last one leads to. */
        private void follow(List<Step> path, int index, @Nullable Object value, Consumer<@Nullable Object> end) {
            if (index == path.size()) {
                end.accept(value);
            } else if (hits.size() < wanted) {
                take(path.get(index), value, next -> follow(path, index + 1, next, end));
            }
        }

        private void take(Step step, @Nullable Object value, Consumer<@Nullable Object> next) {
            if (++looks > MOST_LOOKS) {
                throw PythonError.limit("path looks at more than " + MOST_LOOKS + " values");
            }
            switch (step) {
                case Step.Fields(List<String> fields) -> {
                    if (value instanceof Map<?, ?> map) {
                        fields.stream().filter(map::containsKey).forEach(name -> next.accept(map.get(name)));
                    }
                }
                case Step.AllFields() -> {
                    if (value instanceof Map<?, ?> map) {
                        each(map.values(), next);
                    }
                }
                case Step.Index(List<Integer> positions) ->
                    positions.forEach(position -> takeAt(position, value, next));
                case Step.Slice slice -> takeSlice(slice, value, next);
                case Step.Either(List<List<Step>> paths) -> paths.forEach(path -> follow(path, 0, value, next));
                case Step.Below(Step inner) -> {
                    take(inner, value, next);
                    if (value instanceof List<?> list) {
                        each(list, item -> take(step, item, next));
                    } else if (value instanceof Map<?, ?> map) {
                        each(map.values(), item -> take(step, item, next));
                    }
                }
            }
        }

        private void each(Collection<?> values, Consumer<@Nullable Object> next) {
            for (Object value : values) {
                if (hits.size() >= wanted) {
                    return;
                }
                next.accept(value);
            }
        }

        private void takeAt(int position, @Nullable Object value, Consumer<@Nullable Object> next) {
            if (value instanceof List<?> || value instanceof String) {
                Object item = PythonSequence.at(value, position, NOTHING);
                if (item != NOTHING) {
                    next.accept(item);
                }
            }
        }

        private void takeSlice(Step.Slice slice, @Nullable Object value, Consumer<@Nullable Object> next) {
            if (value != null) {
                // What is no list counts as a list of one.
                List<?> list = value instanceof List<?> items ? items : List.of(value);
                Object taken = PythonSequence.slice(list, slice.start(), slice.stop(), slice.step());
                each(PythonSequence.items(taken), next);
            }
        }
    }
}
