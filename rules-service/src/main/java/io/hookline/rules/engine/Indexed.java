package io.hookline.rules.engine;

import io.hookline.rules.criteria.Reach;
import org.jspecify.annotations.Nullable;

/** A rule with its standings. */
final class Indexed {
    final EnabledRule enabled;
    final boolean hidden;
    private final long age;

    @Nullable
    Posting postings;

    Indexed(EnabledRule enabled) {
        this.enabled = enabled;
        this.age = age(enabled.rule().id());
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

    String id() {
        return enabled.rule().id();
    }

    boolean isBackstop() {
        return enabled.rule().isBackstop();
    }
}
