package io.hookline.expressions.python;

import java.util.OptionalInt;

/** Text as Python counts it: by code points, not by Java's chars. */
public final class CodePoints {
    private CodePoints() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Positions are counted in code points and lie within the text. */
    public static String substring(String text, int from, int to) {
        if (length(text) == text.length()) {
            return text.substring(from, to);
        }
        int start = text.offsetByCodePoints(0, from);
        return text.substring(start, text.offsetByCodePoints(start, to - from));
    }

    /** The position in code points that a position in chars is. */
    public static int position(String text, int index) {
        return text.codePointCount(0, index);
    }

    /** The character that Unicode calls so; empty if there is none. A name has no blanks around it, which Java would pass over. */
    static OptionalInt named(String name) {
        try {
            return name.equals(name.strip()) ? OptionalInt.of(Character.codePointOf(name)) : OptionalInt.empty();
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }

    public static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean isSecondHalf = (Character.isLowSurrogate(a) || Character.isLowSurrogate(b))
                        && i > 0
                        && Character.isHighSurrogate(left.charAt(i - 1));
                int start = isSecondHalf ? i - 1 : i;
                return left.codePointAt(start) - right.codePointAt(start);
            }
        }
        return left.length() - right.length();
    }

    public static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** What {@code str.strip()} takes away and {@code \s} matches. */
    public static boolean isSpace(int c) {
        return c <= ' '
                ? c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1c
                : c == 0x85
                        || c == 0xa0
                        || c == 0x1680
                        || c >= 0x2000 && c <= 0x200a
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0x202f
                        || c == 0x205f
                        || c == 0x3000;
    }

    public static String strip(String text) {
        return stripStart(stripEnd(text));
    }

    public static String stripStart(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
