package io.hookline.rules.criteria;

import java.util.List;
import java.util.Optional;

/** For how many instances of its trigger must a rule be tried? That is its price; a rule's author can lower it, and nobody else can. */
public sealed interface Reach {
    /** For those that carry a certain value somewhere. */
    record Few() implements Reach {}

    /**
     * For those on the right side of a number, or that have a field at all.
     *
     * @param criterion the one that it is found by
     */
    record Many(Criterion criterion) implements Reach {}

    /** For all, as it asks for nothing. */
    record Everything() implements Reach {}

    /**
     * For all, though it asks for something: the rules of this kind make up the cost of an instance.
     *
     * @param criterion the one at fault: nothing before it can be looked for, and nothing can be looked for in it or behind it
     */
    record Hidden(Criterion criterion) implements Reach {}

    static Reach of(List<Criterion> criteria) {
        Optional<Criterion> wide = Optional.empty();
        for (Criterion criterion : criteria.subList(0, Math.min(criteria.size(), Clue.MOST))) {
            Optional<Clue> clue = criterion.clue();
            if (clue.isEmpty()) {
                return wide.<Reach>map(Many::new).orElseGet(() -> new Hidden(criterion));
            }
            if (clue.get().canGuide()) {
                if (!clue.get().sought().isWide()) {
                    return new Few();
                }
                wide = wide.or(() -> Optional.of(criterion));
            }
        }
        return wide.<Reach>map(Many::new)
                .orElseGet(() -> criteria.isEmpty() ? new Everything() : new Hidden(criteria.getFirst()));
    }

    /** What to tell the rule's author, in a sentence; empty if there is nothing to mend. */
    default Optional<String> advice() {
        return switch (this) {
            case Few() -> Optional.empty();
            case Everything() -> Optional.empty();
            case Many(var criterion) ->
                Optional.of(
                        "This rule is tried for many instances of its trigger, as it can be found only by the criterion \""
                                + criterion.key()
                                + "\"; one of equals, inside, startswith, endswith or contains beside it, with a fixed pattern, would make it cheaper.");
            case Hidden(var criterion) ->
                Optional.of(
                        "This rule is tried for every instance of its trigger, as it can't be found by the criterion \""
                                + criterion.key()
                                + "\" nor by any behind it; one of equals, inside, startswith, endswith or contains in front of it, with a fixed pattern, would make it cheaper.");
        };
    }
}
