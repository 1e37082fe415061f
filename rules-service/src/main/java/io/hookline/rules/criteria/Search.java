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
                .map(items -> Outcome.of(condition.holds(items, item -> satisfies(item, payload))))
                .orElseGet(() -> new Breaks(Part.OPERATOR, "search needs a list, an object or a text to search in"));
    }

    /** Whether an item of the payload's list satisfies the nested criteria, as many of them as the condition wants. */
    boolean satisfies(@Nullable Object item, Payload payload) {
        Payload tried = payload.item(item);
        return condition.satisfied(nested.stream().map(criterion -> criterion.outcome(tried) instanceof Holds));
    }

    /** What there is to search in; empty if it is nothing of the kind. */
    static Optional<List<?>> items(@Nullable Object value) {
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

        /** Whether one item that satisfies is enough, so that it decides; else one that does not decides. */
        boolean isDecidedByOneThatSatisfies() {
            return switch (this) {
                case ANY, ANY2ANY -> true;
                case ALL, ALL2ANY -> false;
            };
        }

        /**
         * @param nested whether each of the nested criteria holds for an item
         */
        private boolean satisfied(Stream<Boolean> nested) {
            return switch (this) {
                case ANY, ALL -> nested.allMatch(holds -> holds);
                case ANY2ANY, ALL2ANY -> nested.anyMatch(holds -> holds);
            };
        }

        private boolean holds(List<?> items, Predicate<@Nullable Object> satisfies) {
            return isDecidedByOneThatSatisfies()
                    ? items.stream().anyMatch(satisfies)
                    : items.stream().allMatch(satisfies);
        }
    }
}
