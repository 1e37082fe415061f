package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Reach;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule with its standings. */
final class Indexed {
    final EnabledRule enabled;
    final boolean hidden;
    /** The id, which begins with the time, as far as it fits: the greater, unsigned, the younger. */
    final long age;
    /** The criteria before the first of which nothing is known, in the order written, by their numbers. */
    final int[] foreseeable;

    /** True if these are all. */
    final boolean allForeseeable;

    @Nullable
    Posting postings;

    Indexed(EnabledRule enabled, CriterionNumbers numbers) {
        List<Criterion> criteria = enabled.rule().criteria();
        this.enabled = enabled;
        this.age = age(enabled.rule().id());
        this.foreseeable = criteria.stream()
                .takeWhile(criterion -> criterion.clue().isPresent())
                .mapToInt(numbers::take)
                .toArray();
        this.allForeseeable = foreseeable.length == criteria.size();
        this.hidden = Reach.of(criteria) instanceof Reach.Hidden;
    }

    /** Uses their numbers no more. */
    void giveBack(CriterionNumbers numbers) {
        for (int number : foreseeable) {
            numbers.giveBack(number);
        }
    }

    private static long age(String id) {
        long age = 0;
        for (int i = 0; i < Long.BYTES && i < id.length(); i++) {
            age |= (id.charAt(i) & 0xFFL) << Byte.SIZE * (Long.BYTES - 1 - i);
        }
        return age;
    }

    String id() {
        return enabled.rule().id();
    }

    boolean isBackstop() {
        return enabled.rule().isBackstop();
    }
}
