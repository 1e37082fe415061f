package io.hookline.expressions.python;

/**
 * A regular expression with Python's meaning. Immutable; may be used by many threads.
 *
 * <p>RE2/J answers, in linear time, wherever it can express the pattern and would answer as Python does for the text at hand; the rest is
 * answered by {@code java.util.regex} under a budget of steps.
 */
public final class PythonPattern {
    /** What Python's flags of the same meaning change. */
    public enum Flag {
        IGNORE_CASE,
        DOT_ALL
    }

    private PythonPattern() {}

    /**
     * @throws InvalidPattern if Python would refuse it, or it costs too much to prepare
     */
    public static PythonPattern read(String source, Flag... flags) {
        throw new UnsupportedOperationException();
    }

    /**
     * Found anywhere in the text?
     *
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean search(String text) {
        throw new UnsupportedOperationException();
    }

    /**
     * Does it match from the start of the text on, not necessarily to its end?
     *
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean matchStart(String text) {
        throw new UnsupportedOperationException();
    }

    /** True if every text is answered in linear time, so that no search can be given up. */
    public boolean isLinear() {
        throw new UnsupportedOperationException();
    }
}
