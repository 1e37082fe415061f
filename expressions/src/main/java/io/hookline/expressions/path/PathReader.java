package io.hookline.expressions.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the text of a path, as the JSONPath library that StackStorm uses does; what it would have to guess at, it refuses. */
final class PathReader {
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 50;

    private final String source;
    private int at;
    private int depth;

    PathReader(String source) {
        this.source = source;
    }

    List<Step> read() {
        if (source.length() > LONGEST) {
            throw new InvalidPath("path is longer than " + LONGEST + " characters");
        }
        List<Step> steps = path();
        if (at < source.length()) {
            throw unexpected();
        }
        return steps;
    }

    private List<Step> path() {
        List<Step> steps = new ArrayList<>();
        if (taken('$')) {
            if (!more()) {
                return steps;
            }
        } else {
            steps.add(step());
        }
        while (more()) {
            char c = source.charAt(at);
            if (c == '[') {
                steps.add(brackets());
            } else if (c == '.') {
                at++;
                boolean below = at < source.length() && source.charAt(at) == '.';
                if (below) {
                    at++;
                }
                Step step = step();
                steps.add(below ? new Step.Below(step) : step);
            } else {
                break;
            }
        }
        return steps;
    }

    private Step step() {
        if (!more()) {
            throw new InvalidPath("path ends too early: " + source);
        }
        return switch (source.charAt(at)) {
            case '*' -> {
                at++;
                yield new Step.AllFields();
            }
            case '[' -> brackets();
            case '(' -> either();
            default -> new Step.Fields(oneOrMore(this::name));
        };
    }

    private Step either() {
        at++;
        if (++depth > DEEPEST) {
            throw new InvalidPath("path is nested more than " + DEEPEST + " levels deep");
        }
        List<List<Step>> paths = new ArrayList<>();
        do {
            paths.add(path());
        } while (taken('|'));
        expect(')');
        depth--;
        return new Step.Either(paths);
    }

    private Step brackets() {
        at++;
        if (!more()) {
            throw unexpected();
        }
        char c = source.charAt(at);
        Step step;
        if (taken('*')) {
            step = new Step.Slice(null, null, 1);
        } else if (c == ':') {
            step = slice(null);
        } else if (c == '-' || isDigit(c)) {
            int first = number();
            if (more() && source.charAt(at) == ':') {
                step = slice((long) first);
            } else {
                List<Integer> positions = new ArrayList<>(List.of(first));
                while (taken(',')) {
                    positions.add(number());
                }
                step = new Step.Index(positions);
            }
        } else {
            step = new Step.Fields(oneOrMore(this::name));
        }
        expect(']');
        return step;
    }

    private Step slice(@Nullable Long start) {
        expect(':');
        Long stop = numberIfAny();
        Long step = taken(':') ? numberIfAny() : null;
        if (step != null && step == 0) {
            throw new InvalidPath("slice step can't be zero: " + source);
        }
        return new Step.Slice(start, stop, step == null ? 1 : step);
    }

    private <T> List<T> oneOrMore(Supplier<T> item) {
        List<T> items = new ArrayList<>();
        do {
            items.add(item.get());
        } while (taken(','));
        return List.copyOf(items);
    }

    private String name() {
        if (!more()) {
            throw unexpected();
        }
        char first = source.charAt(at);
        if (first == '\'' || first == '"') {
            return quoted(first);
        }
        int start = at;
        while (at < source.length() && isNamePart(source.charAt(at), at == start)) {
            at++;
        }
        String name = source.substring(start, at);
        if (name.isEmpty() || name.equals("where") || name.equals("wherenot")) {
            at = start;
            throw unexpected();
        }
        return name;
    }

    private static boolean isNamePart(char c, boolean first) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || c == '@'
                || !first && (isDigit(c) || c == '-');
    }

    private String quoted(char quote) {
        var text = new StringBuilder();
        for (at++; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == quote) {
                at++;
                return text.toString();
            }
            if (c == '\\' && ++at == source.length()) {
                break;
            }
            text.append(source.charAt(at));
        }
        throw new InvalidPath("quote is not closed: " + source);
    }

    private @Nullable Long numberIfAny() {
        return more() && (source.charAt(at) == '-' || isDigit(source.charAt(at))) ? Long.valueOf(number()) : null;
    }

    private int number() {
        if (!more()) {
            throw unexpected();
        }
        int start = at;
        if (source.charAt(at) == '-') {
            at++;
        }
        while (at < source.length() && isDigit(source.charAt(at))) {
            at++;
        }
        try {
            return Integer.parseInt(source.substring(start, at));
        } catch (NumberFormatException e) {
            at = start;
            throw unexpected();
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Skips blanks. */
    private boolean more() {
        while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
            at++;
        }
        return at < source.length();
    }

    private boolean taken(char c) {
        if (more() && source.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!taken(c)) {
            throw unexpected();
        }
    }

    private InvalidPath unexpected() {
        return new InvalidPath(
                at < source.length()
                        ? "unexpected \"%s\" at position %d of %s"
                                .formatted(source.substring(at, at + 1), at + 1, source)
                        : "path ends too early: " + source);
    }
}
