package io.hookline.expressions.python;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A shell wildcard over a whole text: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]}. Immutable; answers in linear time. */
public final class Wildcard {
    private static final int LONGEST = 1_000;

    private final Pattern pattern;

    private Wildcard(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws InvalidPattern if it is too long
     */
    public static Wildcard read(String source) {
        if (source.length() > LONGEST) {
            throw new InvalidPattern("wildcard is longer than " + LONGEST + " characters");
        }
        try {
            return new Wildcard(Pattern.compile("(?s:" + translated(source) + ")"));
        } catch (PatternSyntaxException e) {
            throw new InvalidPattern(e.getDescription());
        }
    }

    public boolean matches(String text) {
        return pattern.matches(text);
    }

    private static String translated(String source) {
        var out = new StringBuilder();
        int i = 0;
        while (i < source.length()) {
            int c = source.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '*' -> out.append(".*");
                case '?' -> out.append('.');
                case '[' -> {
                    int end = setEnd(source, i);
                    if (end < 0) {
                        out.append("\\[");
                    } else {
                        out.append(set(source.substring(i, end)));
                        i = end + 1;
                    }
                }
                default -> out.append(written(c));
            }
        }
        return out.toString();
    }

    /** Where the set ends, or -1 if it is not closed, so that its bracket is plain. */
    private static int setEnd(String source, int start) {
        int from = start;
        from += source.startsWith("!", from) ? 1 : 0;
        from += source.startsWith("]", from) ? 1 : 0;
        return source.indexOf(']', from);
    }

    private static String set(String inside) {
        boolean negated = inside.startsWith("!");
        int[] members = inside.substring(negated ? 1 : 0).codePoints().toArray();
        var out = new StringBuilder();
        for (int i = 0; i < members.length; i++) {
            if (i + 2 < members.length && members[i + 1] == '-') {
                // A range that runs backwards holds nothing.
                if (members[i] <= members[i + 2]) {
                    out.append(written(members[i])).append('-').append(written(members[i + 2]));
                }
                i += 2;
            } else {
                out.append(written(members[i]));
            }
        }
        if (out.isEmpty()) {
            return negated ? "." : "[^\\x{0}-\\x{10ffff}]";
        }
        return (negated ? "[^" : "[") + out + "]";
    }

    private static String written(int c) {
        return "\\x{" + Integer.toHexString(c) + "}";
    }
}
