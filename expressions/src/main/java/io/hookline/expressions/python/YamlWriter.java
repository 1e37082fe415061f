package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes YAML in block style, letter by letter as PyYAML does: scripts compare its output. The fields are those of PyYAML's emitter: where
 * the pen stands, and whether a blank or nothing but indentation is before it.
 */
final class YamlWriter {
    private static final int WIDTH = 80;
    private static final int NO_INDENT = -1;
    private static final int LONGEST_SIMPLE_KEY = 128;
    private static final String BREAKS = "\n\u0085\u2028\u2029";
    private static final String BLANKS = "\0 \t\r\n\u0085\u2028\u2029";
    private static final String ESCAPED = "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029";
    private static final String ESCAPES = "0abtnvfre\"\\N_LP";

    private final StringBuilder out = new StringBuilder();
    private final int step;
    private final boolean unicode;
    private final Meter meter;

    private int indent = NO_INDENT;
    private int column;
    private boolean blankBefore = true;
    private boolean indentationOnly = true;

    YamlWriter(int step, boolean unicode, Meter meter) {
        this.step = step;
        this.unicode = unicode;
        this.meter = meter;
    }

    String write(@Nullable Object value) {
        Object root = PythonObject.plain(value);
        node(root, false, 0);
        boolean open = !isCollection(root) && style(root, false) == Style.PLAIN;
        indentLine();
        if (open) {
            out.append("...\n");
        }
        return out.toString();
    }

    private static boolean isCollection(@Nullable Object value) {
        return value instanceof Map || value instanceof List || value instanceof PythonTuple;
    }

    private void node(@Nullable Object given, boolean inMapping, int depth) {
        if (depth > PythonText.DEEPEST) {
            throw PythonError.limit("value is nested too deeply to be written as YAML");
        }
        meter.items(1);
        Object value = PythonObject.plain(given);
        switch (value) {
            case Map<?, ?> map -> {
                if (map.isEmpty()) {
                    indicator("{}", true, false);
                } else {
                    mapping(map, depth);
                }
            }
            case List<?> list -> sequence(list, inMapping, depth);
            case PythonTuple tuple -> sequence(tuple.items(), inMapping, depth);
            case null, default -> scalar(value, false);
        }
    }

    private void sequence(List<?> items, boolean inMapping, int depth) {
        if (items.isEmpty()) {
            indicator("[]", true, false);
            return;
        }
        int before = indent;
        indent = indent == NO_INDENT ? 0 : inMapping && !indentationOnly ? indent : indent + step;
        for (Object item : items) {
            indentLine();
            indicator("-", true, true);
            node(item, false, depth + 1);
        }
        indent = before;
    }

    private void mapping(Map<?, ?> map, int depth) {
        int before = indent;
        indent = indent == NO_INDENT ? 0 : indent + step;
        for (Object key : sorted(map)) {
            indentLine();
            if (isSimple(key)) {
                scalar(PythonObject.plain(key), true);
                indicator(":", false, false);
            } else {
                indicator("?", true, true);
                node(key, true, depth + 1);
                indentLine();
                indicator(":", true, true);
            }
            node(map.get(key), true, depth + 1);
        }
        indent = before;
    }

    /** Keys in order, or as they stand if they can't be ordered. */
    private List<@Nullable Object> sorted(Map<?, ?> map) {
        List<@Nullable Object> keys = new ArrayList<>(map.keySet());
        try {
            keys.sort((a, b) -> PythonOrder.compare(a, b, meter));
        } catch (PythonError e) {
            if (e.kind() == PythonError.Kind.LIMIT) {
                throw e;
            }
            return new ArrayList<>(map.keySet());
        }
        return keys;
    }

    private static boolean isSimple(@Nullable Object key) {
        if (isCollection(key)) {
            return false;
        }
        String text = text(key);
        return !text.isEmpty()
                && CodePoints.length(text) < LONGEST_SIMPLE_KEY
                && text.chars().noneMatch(c -> BREAKS.indexOf(c) >= 0);
    }

    private static String text(@Nullable Object scalar) {
        return switch (PythonObject.plain(scalar)) {
            case null -> "null";
            case Boolean flag -> flag ? "true" : "false";
            case Double number when Double.isNaN(number) -> ".nan";
            case Double number when Double.isInfinite(number) -> number > 0 ? ".inf" : "-.inf";
            case Double number -> {
                String real = PythonText.real(number);
                yield real.indexOf('.') < 0 ? real.replaceFirst("e", ".0e") : real;
            }
            case String text -> text;
            case Object number when PythonNumber.isNumber(number) -> PythonText.repr(number);
            default -> throw PythonError.type("cannot represent an object: " + PythonText.typeName(scalar));
        };
    }

    private enum Style {
        PLAIN,
        SINGLE,
        DOUBLE
    }

    private Style style(@Nullable Object scalar, boolean key) {
        if (!(scalar instanceof String text)) {
            return Style.PLAIN;
        }
        if (text.isEmpty()) {
            return Style.SINGLE;
        }
        int[] characters = text.codePoints().toArray();
        boolean lines = false;
        boolean special = false;
        boolean breakBeforeSpace = false;
        boolean indicators = text.startsWith("---") || text.startsWith("...");
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            int previous = i == 0 ? ' ' : characters[i - 1];
            boolean blankFollows = i + 1 == characters.length || BLANKS.indexOf(characters[i + 1]) >= 0;
            indicators |= i == 0 && "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0
                    || (i == 0 && (c == '?' || c == '-') || c == ':') && blankFollows
                    || c == '#' && BLANKS.indexOf(previous) >= 0;
            boolean ends = BREAKS.indexOf(c) >= 0;
            lines |= ends;
            special |= !isPlain(c) || ends && i > 0 && previous == ' ';
            breakBeforeSpace |= c == ' ' && i > 0 && BREAKS.indexOf(previous) >= 0;
        }
        boolean edges = " ".indexOf(characters[0]) >= 0 || characters[characters.length - 1] == ' ';
        if (!lines && !special && !indicators && !edges && !PythonYaml.isSpecial(text)) {
            return Style.PLAIN;
        }
        return special || breakBeforeSpace || key && lines ? Style.DOUBLE : Style.SINGLE;
    }

    private boolean isPlain(int c) {
        return c == '\n' || c >= ' ' && c <= '~' || unicode && isUnicode(c) && c != 0xfeff;
    }

    private static boolean isUnicode(int c) {
        return c == 0x85 || c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c >= 0x10000 && c < 0x10ffff;
    }

    private void scalar(@Nullable Object value, boolean key) {
        int before = indent;
        indent = indent == NO_INDENT ? step : indent + step;
        int[] text = text(value).codePoints().toArray();
        meter.characters(text.length);
        switch (style(value, key)) {
            case PLAIN -> plain(text, !key);
            case SINGLE -> singleQuoted(text, !key);
            case DOUBLE -> doubleQuoted(text, !key);
        }
        indent = before;
    }

    private void indicator(String text, boolean needsBlank, boolean keepsIndentation) {
        if (!blankBefore && needsBlank) {
            append(" ");
        }
        append(text);
        blankBefore = false;
        indentationOnly &= keepsIndentation;
    }

    private void append(String text) {
        out.append(text);
        column += CodePoints.length(text);
    }

    private void append(int[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            out.appendCodePoint(text[i]);
        }
        column += Math.max(0, end - start);
    }

    /** On to the next line, unless the pen stands in front of the indentation anyway. */
    private void indentLine() {
        int wanted = Math.max(indent, 0);
        if (!indentationOnly || column > wanted || column == wanted && !blankBefore) {
            breakLine("\n");
        }
        if (column < wanted) {
            blankBefore = true;
            meter.characters(wanted - column);
            out.repeat(' ', wanted - column);
            column = wanted;
        }
    }

    private void breakLine(String text) {
        out.append(text);
        blankBefore = true;
        indentationOnly = true;
        column = 0;
    }

    /** Long lines are broken at single blanks. */
    private void plain(int[] text, boolean split) {
        if (!blankBefore) {
            append(" ");
        }
        blankBefore = false;
        indentationOnly = false;
        boolean blanks = false;
        int start = 0;
        for (int end = 0; end <= text.length; end++) {
            int c = end < text.length ? text[end] : -1;
            if (blanks && c != ' ') {
                if (start + 1 == end && column > WIDTH && split) {
                    indentLine();
                    blankBefore = false;
                    indentationOnly = false;
                } else {
                    append(text, start, end);
                }
                start = end;
            } else if (!blanks && (c == -1 || c == ' ')) {
                append(text, start, end);
                start = end;
            }
            blanks = c == ' ';
        }
    }

    private void singleQuoted(int[] text, boolean split) {
        indicator("'", true, false);
        boolean blanks = false;
        boolean lines = false;
        int start = 0;
        for (int end = 0; end <= text.length; end++) {
            int c = end < text.length ? text[end] : -1;
            boolean ends = c >= 0 && BREAKS.indexOf(c) >= 0;
            if (blanks) {
                if (c != ' ') {
                    if (start + 1 == end && column > WIDTH && split && start != 0 && end != text.length) {
                        indentLine();
                    } else {
                        append(text, start, end);
                    }
                    start = end;
                }
            } else if (lines) {
                if (!ends) {
                    breakLines(text, start, end);
                    start = end;
                }
            } else if (c == -1 || c == ' ' || ends || c == '\'') {
                append(text, start, end);
                start = end;
            }
            if (c == '\'') {
                append("''");
                start = end + 1;
            }
            blanks = c == ' ';
            lines = ends;
        }
        indicator("'", false, false);
    }

    private void breakLines(int[] text, int start, int end) {
        if (text[start] == '\n') {
            breakLine("\n");
        }
        for (int i = start; i < end; i++) {
            breakLine(Character.toString(text[i]));
        }
        indentLine();
    }

    private void doubleQuoted(int[] text, boolean split) {
        indicator("\"", true, false);
        int start = 0;
        for (int end = 0; end <= text.length; end++) {
            int c = end < text.length ? text[end] : -1;
            if (c == -1 || mustEscape(c)) {
                append(text, start, end);
                start = Math.max(start, end);
                if (c != -1) {
                    append(escape(c));
                    start = end + 1;
                }
            }
            if (0 < end
                    && end < text.length - 1
                    && (c == ' ' || start >= end)
                    && column + (end - start) > WIDTH
                    && split) {
                append(text, start, end);
                append("\\");
                start = Math.max(start, end);
                indentLine();
                blankBefore = false;
                indentationOnly = false;
                if (text[start] == ' ') {
                    append("\\");
                }
            }
        }
        indicator("\"", false, false);
    }

    private boolean mustEscape(int c) {
        return "\"\\\u0085\u2028\u2029\ufeff".indexOf(c) >= 0
                || !(c >= ' ' && c <= '~' || unicode && (c >= 0xa0 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd));
    }

    private static String escape(int c) {
        int known = ESCAPED.indexOf(c);
        return known >= 0
                ? "\\" + ESCAPES.charAt(known)
                : (c <= 0xff ? "\\x%02X" : c <= 0xffff ? "\\u%04X" : "\\U%08X").formatted(c);
    }
}
