package io.hookline.expressions.python;

/** A text that {@code java.util.regex} may look into only so often: what stops a pattern that backtracks without end. */
final class CountedText implements CharSequence {
    private static final int STEPS = 200_000;
    private static final int STEPS_PER_CHARACTER = 10;

    private final String text;
    private final long most;
    private long left;

    CountedText(String text) {
        this.text = text;
        this.most = STEPS + (long) STEPS_PER_CHARACTER * text.length();
        this.left = most;
    }

    /** How often it has been looked into. */
    long steps() {
        return most - left;
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw PythonError.limit("the regular expression takes too many steps");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
