package io.hookline.action.trigger;

import java.util.Locale;

/** The states in which an execution stays. */
public enum EndState {
    SUCCEEDED,
    FAILED,
    TIMEOUT,
    CANCELED,
    ABANDONED;

    /**
     * @param text as answers, topics and rows spell it
     */
    public static EndState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As answers, topics and rows spell it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
