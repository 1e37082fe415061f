package io.hookline.rules.criteria;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.path.JsonPath;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries criteria on each item of a list (spec: rules-and-criteria, 6.6). One that breaks on an item just does not hold for it. */
record Search(String key, JsonNode written, JsonPath path, Condition condition, List<Criterion> nested)
        implements Criterion {
    static final String NEEDS_CRITERIA = "search needs an object of criteria as its pattern";
    static final String NEEDS_CONDITION = "search needs a condition: any, all, any2any or all2any";

    Search {
        nested = List.copyOf(nested);
    }

    @Override
    public Outcome outcome(Payload payload) {
        return payload.judged(path, value -> searched(value, payload));
    }

    private Outcome searched(@Nullable Object value, Payload payload) {
        return items(value)
                .map(items -> Outcome.of(condition.holds(items, item -> holding(payload.item(item)))))
                .orElseGet(() -> new Breaks(Part.OPERATOR, "search needs a list, an object or a text to search in"));
    }

    private Stream<Boolean> holding(Payload item) {
        return nested.stream().map(criterion -> criterion.outcome(item) instanceof Holds);
    }

    private static Optional<List<?>> items(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> Optional.of(list);
            case Map<?, ?> object -> Optional.of(List.of(object));
            case String text ->
                Optional.of(text.codePoints().mapToObj(Character::toString).toList());
            case null, default -> Optional.empty();
        };
    }

    /** How many items must satisfy how many of the nested criteria. */
    enum Condition {
        ANY,
        ALL,
        ANY2ANY,
        ALL2ANY;

        static Optional<Condition> named(String name) {
            return Stream.of(values())
                    .filter(condition ->
                            condition.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst();
        }

        private boolean holds(List<?> items, Outcomes outcomes) {
            Predicate<@Nullable Object> all = item -> outcomes.of(item).allMatch(holds -> holds);
            Predicate<@Nullable Object> some = item -> outcomes.of(item).anyMatch(holds -> holds);
            return switch (this) {
                case ANY -> items.stream().anyMatch(all);
                case ALL -> items.stream().allMatch(all);
                case ANY2ANY -> items.stream().anyMatch(some);
                case ALL2ANY -> items.stream().allMatch(some);
            };
        }
    }

    /** Whether each of the nested criteria holds for an item. */
    private interface Outcomes {
        Stream<Boolean> of(@Nullable Object item);
    }
}
