package io.hookline.action.runner;

import java.util.Arrays;
import java.util.Locale;

/** What running takes of a node. Each lane has its own bound and its own queue: slow processes do not hold up what needs none. */
public enum Lane {
    /** A thread. */
    THREAD,
    /** An operating system's process. */
    PROCESS,
    /** A thread that mostly waits for other executions; it must not take the place of those it waits for. */
    WORKFLOW;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Reads what {@link #text} has written; a lane that is not known any more needs no more than a thread. */
    public static Lane of(String text) {
        return Arrays.stream(values())
                .filter(lane -> lane.text.equals(text))
                .findFirst()
                .orElse(THREAD);
    }

    public String text() {
        return text;
    }
}
