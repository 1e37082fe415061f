package io.hookline.action.runner;

import java.util.Locale;

/** Takes the lines of a run while it prints them, for those who watch. */
@FunctionalInterface
public interface LiveOutput {
    /**
     * Never blocks for long and never fails; lines beyond a bound are dropped.
     *
     * @param line with its newline, if it has one
     */
    void line(Stream stream, String line);

    /** Which of a process's two outputs a line came from. */
    enum Stream {
        STDOUT,
        STDERR;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
