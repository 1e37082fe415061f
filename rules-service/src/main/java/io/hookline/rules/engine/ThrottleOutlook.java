package io.hookline.rules.engine;

/** What a rule's throttle would do with a match that came now. */
public sealed interface ThrottleOutlook {
    /** Lets it through. */
    record Open(String key) implements ThrottleOutlook {}

    /**
     * Holds it back.
     *
     * @param reason as the enforcement would tell it
     */
    record HeldBack(String key, String reason) implements ThrottleOutlook {}

    /** The key can't be rendered, so nothing would run. */
    record Unrenderable(String reason) implements ThrottleOutlook {}
}
