package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a pattern, written for both engines.
 *
 * @param linear for RE2/J, or null if it can't express the piece
 * @param least characters that a match of it has, likewise {@code most}
 * @param counts the largest product of nested counts within it
 */
record PatternPart(String java, @Nullable String linear, int least, int most, int counts) {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    static final PatternPart EMPTY = new PatternPart("", "", 0, 0, 1);

    /** A piece that matches one character. */
    static PatternPart one(String java, @Nullable String linear) {
        return new PatternPart(java, linear, 1, 1, 1);
    }

    /** A piece that matches a place between characters. */
    static PatternPart place(String java, @Nullable String linear) {
        return new PatternPart(java, linear, 0, 0, 1);
    }

    PatternPart then(PatternPart next) {
        return new PatternPart(
                java + next.java,
                linear == null || next.linear == null ? null : linear + next.linear,
                sum(least, next.least),
                sum(most, next.most),
                Math.max(counts, next.counts));
    }

    PatternPart or(PatternPart other) {
        return new PatternPart(
                java + "|" + other.java,
                linear == null || other.linear == null ? null : linear + "|" + other.linear,
                Math.min(least, other.least),
                Math.max(most, other.most),
                Math.max(counts, other.counts));
    }

    /** In a group that both engines open alike. */
    PatternPart within(String open) {
        return new PatternPart(open + java + ")", linear == null ? null : open + linear + ")", least, most, counts);
    }

    private static int sum(int a, int b) {
        return a == UNBOUNDED || b == UNBOUNDED ? UNBOUNDED : (int) Math.min((long) a + b, UNBOUNDED);
    }

    static int product(int width, int times) {
        if (width == 0 || times == 0) {
            return 0;
        }
        return width == UNBOUNDED || times == UNBOUNDED ? UNBOUNDED : (int) Math.min((long) width * times, UNBOUNDED);
    }
}
