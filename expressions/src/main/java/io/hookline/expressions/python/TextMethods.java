package io.hookline.expressions.python;

import static io.hookline.expressions.python.Signature.REQUIRED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Methods of text. Positions and widths count code points. */
final class TextMethods {
    private static final int WIDEST = 10_000;
    private static final Signature NONE = Signature.of();
    private static final Signature CHARACTERS = Signature.of("chars", null);
    private static final Signature PADDED = Signature.of("width", REQUIRED, "fillchar", " ");
    private static final Signature PART = Signature.of("sub", REQUIRED, "start", null, "end", null);
    private static final Signature SPLIT = Signature.of("sep", null, "maxsplit", -1L);
    private static final Signature SEPARATOR = Signature.of("sep", REQUIRED);

    static final PythonMethods.Table<String> TABLE = new PythonMethods.Table<String>()
            .add("upper", NONE, (s, a, m) -> s.toUpperCase(Locale.ROOT))
            .add("lower", NONE, (s, a, m) -> s.toLowerCase(Locale.ROOT))
            .add("casefold", NONE, (s, a, m) -> s.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
            .add("capitalize", NONE, (s, a, m) -> capitalized(s))
            .add("title", NONE, (s, a, m) -> title(s))
            .add("swapcase", NONE, (s, a, m) -> swapped(s))
            .add("strip", CHARACTERS, (s, a, m) -> strip(s, a, true, true))
            .add("lstrip", CHARACTERS, (s, a, m) -> strip(s, a, true, false))
            .add("rstrip", CHARACTERS, (s, a, m) -> strip(s, a, false, true))
            .add("center", PADDED, (s, a, m) -> padded(s, a, true, true, m))
            .add("ljust", PADDED, (s, a, m) -> padded(s, a, false, true, m))
            .add("rjust", PADDED, (s, a, m) -> padded(s, a, true, false, m))
            .add("zfill", Signature.of("width", REQUIRED), TextMethods::zeroFilled)
            .add("expandtabs", Signature.of("tabsize", 8L), TextMethods::expanded)
            .add("split", SPLIT, TextMethods::split)
            .add("rsplit", SPLIT, TextMethods::splitFromEnd)
            .add("splitlines", Signature.of("keepends", false), (s, a, m) -> lines(s, a.truth(0)))
            .add("partition", SEPARATOR, (s, a, m) -> partition(s, a.text(0), s.indexOf(separator(a)), true))
            .add("rpartition", SEPARATOR, (s, a, m) -> partition(s, a.text(0), s.lastIndexOf(separator(a)), false))
            .add("join", Signature.of("iterable", REQUIRED), TextMethods::join)
            .add(
                    "replace",
                    Signature.of("old", REQUIRED, "new", REQUIRED, "count", -1L),
                    (s, a, m) -> replace(s, a.text(0), a.text(1), a.integer(2), m))
            .add(
                    "removeprefix",
                    Signature.of("prefix", REQUIRED),
                    (s, a, m) -> s.startsWith(a.text(0)) ? s.substring(a.text(0).length()) : s)
            .add(
                    "removesuffix",
                    Signature.of("suffix", REQUIRED),
                    (s, a, m) -> s.endsWith(a.text(0))
                            ? s.substring(0, s.length() - a.text(0).length())
                            : s)
            .add("startswith", PART, (s, a, m) -> hasEdge(s, a, true))
            .add("endswith", PART, (s, a, m) -> hasEdge(s, a, false))
            .add("find", PART, (s, a, m) -> find(s, a, false))
            .add("rfind", PART, (s, a, m) -> find(s, a, true))
            .add("index", PART, (s, a, m) -> found(find(s, a, false)))
            .add("rindex", PART, (s, a, m) -> found(find(s, a, true)))
            .add("count", PART, (s, a, m) -> count(within(s, a), a.text(0)))
            .add("format", Signature.ANY, PythonFormat::format)
            .add("format_map", Signature.of("mapping", REQUIRED), TextMethods::formatMap)
            .add("isalnum", NONE, (s, a, m) -> all(s, c -> Character.isLetter(c) || isNumeric(c)))
            .add("isalpha", NONE, (s, a, m) -> all(s, Character::isLetter))
            .add("isascii", NONE, (s, a, m) -> s.chars().allMatch(c -> c < 0x80))
            .add("isdecimal", NONE, (s, a, m) -> all(s, Character::isDigit))
            .add("isdigit", NONE, (s, a, m) -> all(s, c -> Character.isDigit(c) || "¹²³⁰⁴⁵⁶⁷⁸⁹".indexOf(c) >= 0))
            .add("isnumeric", NONE, (s, a, m) -> all(s, TextMethods::isNumeric))
            .add("isspace", NONE, (s, a, m) -> all(s, CodePoints::isSpace))
            .add("isidentifier", NONE, (s, a, m) -> s.matches("[\\p{L}_][\\p{L}\\p{Nd}\\p{Mn}_]*"))
            .add("isprintable", NONE, (s, a, m) -> s.codePoints().allMatch(PythonText::isPrintable))
            .add("islower", NONE, (s, a, m) -> cased(s, TextMethods::isLower))
            .add("isupper", NONE, (s, a, m) -> cased(s, TextMethods::isUpper))
            .add("istitle", NONE, (s, a, m) -> cased(s, c -> true) && title(s).equals(s));

    private TextMethods() {}

    private static boolean isNumeric(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isLower(int c) {
        return Character.isLowerCase(c);
    }

    private static boolean isUpper(int c) {
        return Character.isUpperCase(c);
    }

    private static boolean all(String text, IntPredicate test) {
        return !text.isEmpty() && text.codePoints().allMatch(test);
    }

    /** Every letter that has cases passes the test, and there is one. */
    private static boolean cased(String text, IntPredicate test) {
        IntPredicate cased = c -> isLower(c) || isUpper(c) || Character.isTitleCase(c);
        return text.codePoints().anyMatch(cased)
                && text.codePoints().filter(cased).allMatch(test);
    }

    private static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return titled(text.substring(0, end)) + text.substring(end).toLowerCase(Locale.ROOT);
    }

    private static String titled(String character) {
        int c = character.codePointAt(0);
        int title = Character.toTitleCase(c);
        if (title != c) {
            return Character.toString(title);
        }
        // One that is several as capitals, such as a ligature, begins with the first of them.
        String capitals = character.toUpperCase(Locale.ROOT);
        int end = capitals.offsetByCodePoints(0, 1);
        return isUpper(capitals.codePointAt(0))
                ? capitals.substring(0, end) + capitals.substring(end).toLowerCase(Locale.ROOT)
                : capitals;
    }

    /** A word begins behind whatever is no letter, an apostrophe too. */
    private static String title(String text) {
        var out = new StringBuilder();
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            String character = Character.toString(c);
            out.append(inside ? character.toLowerCase(Locale.ROOT) : titled(character));
            inside = isLower(c) || isUpper(c) || Character.isTitleCase(c);
        }
        return out.toString();
    }

    private static String swapped(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            out.append(isUpper(c) ? character.toLowerCase(Locale.ROOT) : character.toUpperCase(Locale.ROOT));
        });
        return out.toString();
    }

    private static String strip(String text, Arguments a, boolean start, boolean end) {
        String characters = a.isNone(0) ? null : a.text(0);
        IntPredicate stripped = c -> characters == null ? CodePoints.isSpace(c) : characters.indexOf(c) >= 0;
        int from = 0;
        int to = text.length();
        while (start && from < to && stripped.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (end && from < to && stripped.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    static int width(long width) {
        if (width > WIDEST) {
            throw PythonError.limit("widths beyond " + WIDEST + " are not allowed");
        }
        return (int) Math.max(0, width);
    }

    private static String padded(String text, Arguments a, boolean left, boolean right, Meter meter) {
        int missing = width(a.integer(0)) - CodePoints.length(text);
        if (CodePoints.length(a.text(1)) != 1) {
            throw PythonError.type("The fill character must be exactly one character long");
        }
        if (missing <= 0) {
            return text;
        }
        meter.characters(missing);
        // Where the two sides can't be equal, Python gives the left one more if the width is odd.
        int before = left && right ? missing / 2 + (missing & a.integer(0) & 1) : left ? missing : 0;
        return a.text(1).repeat(before) + text + a.text(1).repeat(missing - before);
    }

    private static Object zeroFilled(String text, Arguments a, Meter meter) {
        int missing = Math.max(0, width(a.integer(0)) - CodePoints.length(text));
        meter.characters(missing);
        boolean signed = text.startsWith("-") || text.startsWith("+");
        return (signed ? text.substring(0, 1) : "") + "0".repeat(missing) + text.substring(signed ? 1 : 0);
    }

    private static Object expanded(String text, Arguments a, Meter meter) {
        int size = width(a.integer(0));
        var out = new StringBuilder();
        int column = 0;
        for (char c : text.toCharArray()) {
            if (c == '\t') {
                int blanks = size == 0 ? 0 : size - column % size;
                meter.characters(blanks);
                out.repeat(' ', blanks);
                column += blanks;
            } else {
                out.append(c);
                column = c == '\n' || c == '\r' ? 0 : column + 1;
            }
        }
        return out.toString();
    }

    private static String separator(Arguments a) {
        String separator = a.text(0);
        if (separator.isEmpty()) {
            throw PythonError.value("empty separator");
        }
        return separator;
    }

    private static Object split(String text, Arguments a, Meter meter) {
        int most = a.integer(1) < 0 ? Integer.MAX_VALUE : a.integer(1);
        List<@Nullable Object> parts = new ArrayList<>();
        if (a.isNone(0)) {
            String rest = CodePoints.stripStart(text);
            while (!rest.isEmpty()) {
                int end = 0;
                while (end < rest.length() && !CodePoints.isSpace(rest.charAt(end))) {
                    end++;
                }
                if (parts.size() == most) {
                    parts.add(rest);
                    break;
                }
                parts.add(rest.substring(0, end));
                rest = CodePoints.stripStart(rest.substring(end));
                meter.characters(end);
            }
            return parts;
        }
        String separator = separator(a);
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0 && parts.size() < most; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Object splitFromEnd(String text, Arguments a, Meter meter) {
        int most = a.integer(1) < 0 ? Integer.MAX_VALUE : a.integer(1);
        if (most == Integer.MAX_VALUE) {
            return split(text, a, meter);
        }
        List<@Nullable Object> parts = new ArrayList<>();
        String rest = a.isNone(0) ? CodePoints.stripEnd(text) : text;
        while (parts.size() < most) {
            int start;
            int end;
            if (a.isNone(0)) {
                start = rest.length();
                while (start > 0 && !CodePoints.isSpace(rest.charAt(start - 1))) {
                    start--;
                }
                end = CodePoints.stripEnd(rest.substring(0, start)).length();
                if (start == rest.length()) {
                    break;
                }
            } else {
                end = rest.lastIndexOf(separator(a));
                start = end + a.text(0).length();
                if (end < 0) {
                    break;
                }
            }
            parts.add(rest.substring(start));
            rest = rest.substring(0, end);
            meter.steps(1);
        }
        if (!a.isNone(0) || !rest.isEmpty()) {
            parts.add(rest);
        }
        Collections.reverse(parts);
        return parts;
    }

    static List<@Nullable Object> lines(String text, boolean keepEnds) {
        List<@Nullable Object> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(text.charAt(i)) >= 0) {
                int end = text.startsWith("\r\n", i) ? i + 2 : i + 1;
                lines.add(text.substring(from, keepEnds ? end : i));
                from = end;
                i = end - 1;
            }
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static PythonTuple partition(String text, String separator, int at, boolean first) {
        if (at < 0) {
            return first ? PythonTuple.of(text, "", "") : PythonTuple.of("", "", text);
        }
        return PythonTuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
    }

    private static Object join(String separator, Arguments a, Meter meter) {
        var out = new StringBuilder();
        List<@Nullable Object> items = PythonSequence.items(a.get(0));
        for (int i = 0; i < items.size(); i++) {
            if (!(PythonObject.plain(items.get(i)) instanceof String item)) {
                throw PythonError.type("sequence item %d: expected str instance, %s found"
                        .formatted(i, PythonText.typeName(items.get(i))));
            }
            meter.characters(item.length() + (long) separator.length());
            out.append(i == 0 ? "" : separator).append(item);
        }
        return out.toString();
    }

    /**
     * @param most replacements, or as many as there are if negative
     */
    static String replace(String text, String old, String replacement, int most, Meter meter) {
        var out = new StringBuilder();
        int left = most < 0 ? Integer.MAX_VALUE : most;
        int from = 0;
        int at = text.indexOf(old);
        while (at >= 0 && left-- > 0 && at <= text.length()) {
            meter.characters(replacement.length() + 1L);
            out.append(text, from, at).append(replacement);
            from = at + old.length();
            if (old.isEmpty()) {
                if (at == text.length()) {
                    break;
                }
                int next = text.offsetByCodePoints(at, 1);
                out.append(text, at, next);
                from = next;
                at = next;
            } else {
                at = text.indexOf(old, from);
            }
        }
        return out.append(text, from, text.length()).toString();
    }

    /** The part of the text that the arguments at 1 and 2 bound. */
    private static String within(String text, Arguments a) {
        return a.isNone(1) && a.isNone(2) ? text : (String) PythonSequence.slice(text, bound(a, 1), bound(a, 2), null);
    }

    private static @Nullable Long bound(Arguments a, int index) {
        return a.isNone(index) ? null : Long.valueOf(a.integer(index));
    }

    private static boolean hasEdge(String text, Arguments a, boolean start) {
        String part = within(text, a);
        List<@Nullable Object> edges = a.get(0) instanceof PythonTuple tuple ? tuple.items() : List.of(a.text(0));
        return edges.stream()
                .map(PythonText::str)
                .anyMatch(edge -> start ? part.startsWith(edge) : part.endsWith(edge));
    }

    private static long find(String text, Arguments a, boolean last) {
        String part = within(text, a);
        int at = last ? part.lastIndexOf(a.text(0)) : part.indexOf(a.text(0));
        if (at < 0) {
            return -1;
        }
        int length = CodePoints.length(text);
        int start = a.isNone(1) ? 0 : a.integer(1) < 0 ? Math.max(0, a.integer(1) + length) : a.integer(1);
        return start > length ? -1 : start + (long) CodePoints.position(part, at);
    }

    private static long found(long position) {
        if (position < 0) {
            throw PythonError.value("substring not found");
        }
        return position;
    }

    static long count(String text, String part) {
        if (part.isEmpty()) {
            return CodePoints.length(text) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    @SuppressWarnings("unchecked")
    private static Object formatMap(String text, Arguments a, Meter meter) {
        if (!(a.get(0) instanceof Map<?, ?> map)) {
            throw PythonError.type("format_map() needs a dictionary");
        }
        return PythonFormat.format(text, new Arguments(List.of(), (Map<String, @Nullable Object>) map), meter);
    }
}
