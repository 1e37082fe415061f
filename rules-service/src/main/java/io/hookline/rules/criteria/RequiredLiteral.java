package io.hookline.rules.criteria;

import java.util.Optional;

/**
 * What text must every match of a regular expression contain? The longest run of plain characters outside of groups, sets and optional
 * parts; empty whenever there is doubt. It is tried before the expression, which costs a hundred times as much, and an index finds
 * expressions by it.
 */
final class RequiredLiteral {
    /** Shorter ones are in almost every text. */
    private static final int SHORTEST = 3;

    /** Escapes that stand for one position or one character of a kind. */
    private static final String KINDS = "dDwWsSbBAZ";

    /** Escapes that stand for one character that is none of these letters. */
    private static final String CONTROLS = "ntrfva";

    private final String source;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredLiteral(String source) {
        this.source = source;
    }

    /**
     * @param source a regular expression that Python takes, without flags that come from outside of it, save dot-all
     */
    static Optional<String> of(String source) {
        var reading = new RequiredLiteral(source);
        return reading.read() && reading.longest.length() >= SHORTEST ? Optional.of(reading.longest) : Optional.empty();
    }

    /** False if in doubt. */
    private boolean read() {
        while (at < source.length()) {
            char c = source.charAt(at++);
            boolean clear = switch (c) {
                case '\\' -> escape();
                case '[' -> {
                    end();
                    yield skipSet();
                }
                case '(' -> {
                    end();
                    yield skipGroup();
                }
                case '{' -> {
                    dropLast();
                    yield skipCount();
                }
                case '*', '?' -> {
                    dropLast();
                    yield true;
                }
                case '+', '.', '^', '$' -> {
                    end();
                    yield true;
                }
                case '|', ')' -> false;
                default -> literal(c);
            };
            if (!clear) {
                return false;
            }
        }
        end();
        return true;
    }

    // Halves of a character mean something else to an engine that reads whole ones.
    private boolean literal(char c) {
        if (Character.isSurrogate(c)) {
            return false;
        }
        run.append(c);
        return true;
    }

    private void end() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    /** What was just read may be missing, so it belongs to no run. */
    private void dropLast() {
        if (!run.isEmpty()) {
            run.setLength(run.length() - 1);
        }
        end();
    }

    private boolean escape() {
        if (at == source.length()) {
            return false;
        }
        char c = source.charAt(at++);
        if (c >= 0x80) {
            return false;
        }
        if (!Character.isLetterOrDigit(c)) {
            return literal(c);
        }
        end();
        return KINDS.indexOf(c) >= 0 || CONTROLS.indexOf(c) >= 0;
    }

    private boolean skipSet() {
        if (at < source.length() && source.charAt(at) == '^') {
            at++;
        }
        if (at < source.length() && source.charAt(at) == ']') {
            at++;
        }
        while (at < source.length()) {
            switch (source.charAt(at++)) {
                case '\\' -> at++;
                case ']' -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** Flags and comments are doubts: they change what is outside of the brackets, or what brackets are. */
    private boolean skipGroup() {
        int depth = 1;
        at--;
        while (at < source.length()) {
            switch (source.charAt(at++)) {
                case '\\' -> at++;
                case '[' -> {
                    if (!skipSet()) {
                        return false;
                    }
                }
                case '(' -> {
                    if (source.startsWith("?", at) && !opensPlainly()) {
                        return false;
                    }
                    depth++;
                }
                case ')' -> {
                    if (--depth == 1) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }

    private boolean opensPlainly() {
        return at + 1 < source.length() && ":=!<>P(".indexOf(source.charAt(at + 1)) >= 0;
    }

    // A brace that opens no count is plain; leaving out what is in it only makes the literal shorter.
    private boolean skipCount() {
        int close = source.indexOf('}', at);
        at = close < 0 ? source.length() : close + 1;
        return true;
    }
}
