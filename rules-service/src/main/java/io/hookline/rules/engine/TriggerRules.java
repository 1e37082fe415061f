package io.hookline.rules.engine;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The enabled rules of one trigger, oldest first: that is also the order in which they are enforced. One thread may change them while
 * others read; a reader sees the old form of a rule or the new one.
 */
final class TriggerRules {
    private final ConcurrentSkipListMap<String, EnabledRule> byId = new ConcurrentSkipListMap<>();

    /** Those that are always tried. */
    List<EnabledRule> standard() {
        return byId.values().stream()
                .filter(enabled -> !enabled.rule().isBackstop())
                .toList();
    }

    /** Those that are tried if no standard rule matched. */
    List<EnabledRule> backstop() {
        return byId.values().stream()
                .filter(enabled -> enabled.rule().isBackstop())
                .toList();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    void put(EnabledRule enabled) {
        byId.put(enabled.rule().id(), enabled);
    }

    void remove(String id) {
        byId.remove(id);
    }
}
