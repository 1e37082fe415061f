package io.hookline.expressions.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a value as Python writes it, {@code {'a': [1, None]}}: literals only, no names, no calls. */
public final class PythonLiteral {
    private static final int DEEPEST = 100;
    private static final Pattern NUMBER =
            Pattern.compile("0[xX](?:_?[0-9a-fA-F])++|0[oO](?:_?[0-7])++|0[bB](?:_?[01])++"
                    + "|(?:[0-9](?:_?[0-9])*+)?\\.[0-9](?:_?[0-9])*+(?:[eE][+-]?[0-9](?:_?[0-9])*+)?"
                    + "|[0-9](?:_?[0-9])*+\\.?(?:[eE][+-]?[0-9](?:_?[0-9])*+)?");

    private final String source;
    private int at;

    /** How many brackets are open: within them a line's end is a blank. */
    private int open;

    /** The last that was read is a number with its sign. */
    private boolean isSigned;

    /** The last list that was read ends in a comma. */
    private boolean endsInComma;

    private PythonLiteral(String source) {
        this.source = source;
    }

    /**
     * Tuples and sets become lists.
     *
     * @throws PythonError if the text is anything but one literal
     */
    public static @Nullable Object read(String text) {
        var reader = new PythonLiteral(text);
        reader.blanksAndLines();
        Object value = reader.tuple();
        if (text.indexOf(0) >= 0 || !reader.isAtEnd()) {
            throw reader.malformed();
        }
        return value;
    }

    /** A value, or several without brackets: {@code 1, 2}. */
    private @Nullable Object tuple() {
        Object first = value(0);
        if (!taken(',')) {
            return first;
        }
        List<@Nullable Object> items = new ArrayList<>();
        items.add(first);
        while (!isAtEnd()) {
            items.add(value(0));
            if (!isAtEnd() && !taken(',')) {
                throw malformed();
            }
        }
        return items;
    }

    private @Nullable Object value(int depth) {
        if (depth > DEEPEST) {
            throw PythonError.limit("literal is nested too deeply");
        }
        blanks();
        if (at == source.length()) {
            throw malformed();
        }
        char c = source.charAt(at);
        Object value = switch (c) {
            case '[' -> items(']', depth);
            case '(' -> brackets(depth);
            case '{' -> braces(depth);
            case '-', '+' -> signed(c, depth);
            default -> isQuoteAhead() ? texts() : wordOrNumber();
        };
        blanks();
        return value;
    }

    private List<@Nullable Object> items(char close, int depth) {
        at++;
        open++;
        List<@Nullable Object> items = new ArrayList<>();
        boolean isComma = false;
        blanks();
        while (!taken(close)) {
            items.add(value(depth + 1));
            isComma = taken(',');
            if (!isComma && (at == source.length() || source.charAt(at) != close)) {
                throw malformed();
            }
            blanks();
        }
        open--;
        endsInComma = isComma;
        return items;
    }

    private @Nullable Object brackets(int depth) {
        List<@Nullable Object> items = items(')', depth);
        return items.size() != 1 || endsInComma ? items : items.get(0);
    }

    private Object braces(int depth) {
        at++;
        open++;
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        List<@Nullable Object> set = new ArrayList<>();
        blanks();
        while (!taken('}')) {
            Object key = value(depth + 1);
            PythonValues.checkHashable(key);
            if (taken(':')) {
                map.put(PythonJson.key(key), value(depth + 1));
            } else if (set.stream().noneMatch(item -> PythonOrder.equal(item, key))) {
                set.add(key);
            }
            if (!taken(',') && (at == source.length() || source.charAt(at) != '}')
                    || !map.isEmpty() && !set.isEmpty()) {
                throw malformed();
            }
            blanks();
        }
        open--;
        return set.isEmpty() ? map : set;
    }

    private Object signed(char sign, int depth) {
        at++;
        Object number = value(depth + 1);
        if (number == null || !PythonNumber.isNumber(number) || number instanceof Boolean || isSigned) {
            throw malformed();
        }
        isSigned = true;
        return sign == '-' ? PythonNumber.negate(number) : number;
    }

    private @Nullable Object wordOrNumber() {
        Matcher number = NUMBER.matcher(source).region(at, source.length());
        if (number.lookingAt()) {
            at = number.end();
            isSigned = false;
            return number(number.group());
        }
        int start = at;
        while (at < source.length() && Character.isLetterOrDigit(source.charAt(at))) {
            at++;
        }
        return switch (source.substring(start, at)) {
            case "set" -> emptySet();
            case "True" -> true;
            case "False" -> false;
            case "None" -> null;
            default -> throw malformed();
        };
    }

    private List<@Nullable Object> emptySet() {
        if (taken('(') && taken(')')) {
            return List.of();
        }
        throw malformed();
    }

    private Object number(String digits) {
        if (at < source.length() && Character.isLetterOrDigit(source.charAt(at))) {
            throw malformed();
        }
        boolean prefixed = digits.length() > 1 && digits.charAt(0) == '0' && Character.isLetter(digits.charAt(1));
        return prefixed || digits.chars().allMatch(c -> c == '_' || c >= '0' && c <= '9')
                ? PythonNumber.integer(digits, 0)
                : (Object) PythonNumber.real(digits);
    }

    private boolean isQuoteAhead() {
        char c = source.charAt(at);
        if ("uUrR".indexOf(c) >= 0 && at + 1 < source.length()) {
            c = source.charAt(at + 1);
        }
        return c == '\'' || c == '"';
    }

    /** Texts beside each other are one text. */
    private String texts() {
        var text = new StringBuilder();
        while (at < source.length() && isQuoteAhead()) {
            boolean raw = "rR".indexOf(source.charAt(at)) >= 0;
            if (Character.isLetter(source.charAt(at))) {
                at++;
            }
            char quote = source.charAt(at);
            String close = source.startsWith(String.valueOf(quote).repeat(3), at)
                    ? String.valueOf(quote).repeat(3)
                    : String.valueOf(quote);
            int start = at + close.length();
            int end = start;
            while (end < source.length() && !source.startsWith(close, end)) {
                if (source.charAt(end) == '\n' && close.length() == 1) {
                    throw malformed();
                }
                end += source.charAt(end) == '\\' ? 2 : 1;
            }
            if (end >= source.length()) {
                throw malformed();
            }
            String inner = source.substring(start, end);
            text.append(raw ? inner : unescape(inner));
            at = end + close.length();
            blanks();
        }
        return text.toString();
    }

    /**
     * The text that the inside of a Python literal stands for; escapes that don't exist stay as they are.
     *
     * @throws PythonError if an escape is cut short
     */
    public static String unescape(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        var text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\' || i + 1 == inner.length()) {
                text.append(c);
                continue;
            }
            c = inner.charAt(++i);
            switch (c) {
                case '\n' -> {}
                case '\\', '\'', '"' -> text.append(c);
                case 'a' -> text.append('\u0007');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'v' -> text.append('\u000b');
                case 'x', 'u', 'U' -> {
                    int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
                    text.appendCodePoint(hexadecimal(inner, i + 1, digits));
                    i += digits;
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    int end = i;
                    while (end < inner.length()
                            && end < i + 3
                            && inner.charAt(end) >= '0'
                            && inner.charAt(end) <= '7') {
                        end++;
                    }
                    text.append((char) Integer.parseInt(inner.substring(i, end), 8));
                    i = end - 1;
                }
                case 'N' -> {
                    int end = inner.indexOf('}', i);
                    text.appendCodePoint(named(inner, i + 1, end));
                    i = end;
                }
                default -> text.append('\\').append(c);
            }
        }
        return text.toString();
    }

    private static int named(String text, int from, int end) {
        if (end < 0 || text.charAt(from) != '{') {
            throw PythonError.value("malformed \\N character escape");
        }
        return CodePoints.named(text.substring(from + 1, end))
                .orElseThrow(() -> PythonError.value("unknown Unicode character name"));
    }

    private static int hexadecimal(String text, int from, int digits) {
        try {
            int code = new BigInteger(text.substring(from, from + digits), 16).intValueExact();
            if (Character.isValidCodePoint(code) && text.charAt(from) != '-' && text.charAt(from) != '+') {
                return code;
            }
        } catch (IndexOutOfBoundsException | ArithmeticException | NumberFormatException e) {
            // Told below: digits are missing, or are none.
        }
        throw PythonError.value("truncated or invalid escape in text");
    }

    private boolean taken(char c) {
        blanks();
        if (at < source.length() && source.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void blanks() {
        skip(open > 0 ? " \t\f\r\n" : " \t\f");
    }

    private void blanksAndLines() {
        skip(" \t\f\r\n");
    }

    /** Nothing follows but blanks and comments, on however many lines. */
    private boolean isAtEnd() {
        int before = at;
        blanksAndLines();
        if (at == source.length()) {
            return true;
        }
        at = before;
        return false;
    }

    /** Comments and lines that go on are blanks too. */
    private void skip(String blanks) {
        while (at < source.length()) {
            if (source.charAt(at) == '#') {
                at = endOfLine();
            } else if (source.startsWith("\\\n", at)) {
                at += 2;
            } else if (blanks.indexOf(source.charAt(at)) >= 0) {
                at++;
            } else {
                return;
            }
        }
    }

    private int endOfLine() {
        int end = source.indexOf('\n', at);
        return end < 0 ? source.length() : end;
    }

    private PythonError malformed() {
        return PythonError.value("malformed node or string at position " + (at + 1) + ": " + PythonText.repr(source));
    }
}
