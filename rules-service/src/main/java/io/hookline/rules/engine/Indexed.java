package io.hookline.rules.engine;

import org.jspecify.annotations.Nullable;

/** A rule with its standings. */
final class Indexed {
    final EnabledRule enabled;

    @Nullable
    Posting postings;

    Indexed(EnabledRule enabled) {
        this.enabled = enabled;
    }

    String id() {
        return enabled.rule().id();
    }

    boolean isBackstop() {
        return enabled.rule().isBackstop();
    }
}
