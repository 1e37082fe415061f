package io.hookline.rules.trigger;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far behind judging is, as far as one process knows.
 *
 * @param age how long ago the oldest of those came that are being judged; empty: none is
 * @param waiting how many records stand behind them on the partitions of this process; empty: it has heard of none
 */
record Behind(Optional<Duration> age, OptionalLong waiting) {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** What to tell one who asks for an instance that is not there. */
    String sentence() {
        long records = waiting.orElse(0);
        if (age.isPresent()) {
            String seconds =
                    String.format(Locale.ROOT, "%.1f", Math.max(0, age.get().toMillis()) / 1000.0);
            return "If it was accepted it is not judged yet: this node is judging what came " + seconds
                    + " seconds ago, and " + records + " records wait behind that.";
        }
        return records > 0
                ? "If it was accepted it is not judged yet: " + records + " records wait to be judged on this node."
                : "If it was accepted it is not judged yet; nothing waits on this node.";
    }

    /** When asking again is worth it. */
    Duration retryAfter() {
        Duration pause = age.orElse(SHORTEST_PAUSE);
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
