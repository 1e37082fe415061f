package io.hookline.action.runner;

import java.util.Locale;

/** What running takes of a node. Each lane has its own bound and its own queue: slow processes do not hold up what needs none. */
public enum Lane {
    /** A thread. */
    THREAD,
    /** An operating system's process. */
    PROCESS;

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }
}
