package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;
import java.util.IdentityHashMap;

/**
 * Numbers for the criteria of one trigger's rules, which have most of theirs in common, as the same object; and what can be told of a
 * criterion by its number alone, where the way to it through memory would take longer than what is asked of it.
 */
final class CriterionNumbers {
    private final Numbers<Criterion> numbers = new Numbers<>(new IdentityHashMap<>());
    private final Hints hints = new Hints();

    /** The number of a criterion that has one use more now. */
    int take(Criterion criterion) {
        Numbers.Numbered<Criterion> numbered = numbers.take(criterion);
        if (numbered.isNew()) {
            criterion.clue().ifPresent(clue -> hints.put(numbered.number(), clue));
        }
        return numbered.number();
    }

    /** One use of it has ended. */
    void giveBack(int number) {
        if (numbers.giveBack(number)) {
            hints.remove(number);
        }
    }

    Criterion of(int number) {
        return numbers.of(number);
    }

    Hints hints() {
        return hints;
    }
}
