package io.hookline.ingest.signature;

import java.time.Duration;

/** Whether a request comes from where it says. */
public sealed interface Verdict {
    record Genuine() implements Verdict {}

    /** It does not. */
    record NoSecretMatches() implements Verdict {}

    /**
     * It does, but may be a recording.
     *
     * @param by beyond the tolerance
     */
    record TooOld(Duration by) implements Verdict {}

    /**
     * It does, but the sender's clock or ours is wrong.
     *
     * @param by beyond the tolerance
     */
    record TooEarly(Duration by) implements Verdict {}
}
