package io.hookline.action.callback;

import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of a callback after a try. 2xx is delivered; 410 says that nobody wants it; anything else, other 4xx and redirects
 * among it, may be a receiver that is just being changed, and is tried again until the time is over. Pure.
 */
final class Patience {
    private static final int GONE = 410;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 20;

    private final Duration firstPause;
    private final Duration keepTrying;

    Patience(Duration firstPause, Duration keepTrying) {
        this.firstPause = firstPause;
        this.keepTrying = keepTrying;
    }

    Outcome answered(Callback callback, int status, Instant now, double chance) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String reason = "the receiver answered " + status;
        return status == GONE ? new Outcome.GivenUp(reason) : failed(callback, reason, now, chance);
    }

    /**
     * @param chance from 0 to 1: so that many callbacks to one receiver do not come back at the same time
     */
    Outcome failed(Callback callback, String reason, Instant now, double chance) {
        Duration whole = firstPause.multipliedBy(1L << Math.min(callback.attempts() - 1, MOST_DOUBLINGS));
        Duration longest = whole.compareTo(LONGEST_PAUSE) < 0 ? whole : LONGEST_PAUSE;
        Duration pause = Duration.ofMillis((long) (longest.toMillis() * (0.5 + chance / 2)));
        return now.plus(pause).isAfter(callback.endedAt().plus(keepTrying))
                ? new Outcome.GivenUp(reason + "; it was tried " + callback.attempts() + " times")
                : new Outcome.TryAgain(reason, pause);
    }

    /** What became of it. */
    sealed interface Outcome {
        record Delivered() implements Outcome {}

        record TryAgain(String reason, Duration pause) implements Outcome {}

        record GivenUp(String reason) implements Outcome {}
    }
}
