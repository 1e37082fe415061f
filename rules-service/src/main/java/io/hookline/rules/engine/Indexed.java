package io.hookline.rules.engine;

import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import io.hookline.rules.criteria.Reach;
import org.jspecify.annotations.Nullable;

/** A rule with its standings. */
final class Indexed {
    final EnabledRule enabled;
    final boolean hidden;
    private final long age;
    /** Those before the first of which nothing is known, in the order written: an array here is fewer steps in memory than the rule's list. */
    private final Criterion[] foreseeable;

    private final boolean allForeseeable;

    @Nullable
    Posting postings;

    Indexed(EnabledRule enabled) {
        this.enabled = enabled;
        this.age = age(enabled.rule().id());
        this.foreseeable = enabled.rule().criteria().stream()
                .takeWhile(criterion -> criterion.clue().isPresent())
                .toArray(Criterion[]::new);
        this.allForeseeable = foreseeable.length == enabled.rule().criteria().size();
        this.hidden = Reach.of(enabled.rule().criteria()) instanceof Reach.Hidden;
    }

    // What is in the object itself is compared at once; the id is two steps further in memory.
    private static long age(String id) {
        long age = 0;
        for (int i = 0; i < Long.BYTES && i < id.length(); i++) {
            age |= (id.charAt(i) & 0xFFL) << Byte.SIZE * (Long.BYTES - 1 - i);
        }
        return age;
    }

    /** The older one first: by id, which begins with the time. */
    static int inOrder(Indexed one, Indexed other) {
        int byAge = Long.compareUnsigned(one.age, other.age);
        return byAge != 0 ? byAge : one.id().compareTo(other.id());
    }

    /** What this rule answers to a payload, as far as that is known for little. */
    Foresight foresight(Outcomes outcomes) {
        if (outcomes.payload().isEmpty()) {
            return Foresight.OPEN;
        }
        for (Criterion criterion : foreseeable) {
            Outcome outcome = outcomes.of(criterion);
            if (!(outcome instanceof Holds)) {
                return outcome instanceof Fails ? Foresight.SILENT : Foresight.OPEN;
            }
        }
        return allForeseeable ? Foresight.MATCHES : Foresight.OPEN;
    }

    String id() {
        return enabled.rule().id();
    }

    boolean isBackstop() {
        return enabled.rule().isBackstop();
    }

    /** What is known of a rule's answer before it is judged. */
    enum Foresight {
        /** It is certain that the payload gets no answer from it. */
        SILENT,
        MATCHES,
        /** It has to be judged. */
        OPEN
    }
}
