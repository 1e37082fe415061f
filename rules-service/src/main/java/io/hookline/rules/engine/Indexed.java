package io.hookline.rules.engine;

import io.hookline.rules.criteria.Reach;
import org.jspecify.annotations.Nullable;

/** A rule with its standings. */
final class Indexed {
    final EnabledRule enabled;
    final boolean hidden;

    @Nullable
    Posting postings;

    Indexed(EnabledRule enabled) {
        this.enabled = enabled;
        this.hidden = Reach.of(enabled.rule().criteria()) instanceof Reach.Hidden;
    }

    String id() {
        return enabled.rule().id();
    }

    boolean isBackstop() {
        return enabled.rule().isBackstop();
    }
}
