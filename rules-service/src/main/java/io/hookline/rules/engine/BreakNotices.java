package io.hookline.rules.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which breaks of criteria the log tells: one of each rule in a minute, so that a rule that breaks on every event does not fill it. Safe
 * for many threads.
 */
final class BreakNotices {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_RULES = 10_000;

    private final Map<String, Notice> last = new HashMap<>();

    /** How many of the rule's breaks were left out since the last one that was told; empty if this one is left out too. */
    synchronized OptionalLong leftOut(String rule, Instant now) {
        Notice before = last.get(rule);
        if (before != null && now.isBefore(before.at.plus(PAUSE))) {
            before.leftOut++;
            return OptionalLong.empty();
        }
        if (before == null && last.size() >= MOST_RULES) {
            last.values().removeIf(notice -> !now.isBefore(notice.at.plus(PAUSE)));
            if (last.size() >= MOST_RULES) {
                return OptionalLong.empty();
            }
        }
        last.put(rule, new Notice(now));
        return OptionalLong.of(before == null ? 0 : before.leftOut);
    }

    /** One that was told. */
    private static final class Notice {
        private final Instant at;
        private long leftOut;

        Notice(Instant at) {
            this.at = at;
        }
    }
}
