package io.hookline.expressions.python;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private final int groups;
    private final Map<String, Integer> names;
    private final com.google.re2j.@Nullable Pattern linear;
    private final @Nullable Pattern counted;
    private final boolean dollar;
    private final boolean dollarLast;
    private final boolean boundary;

    private PythonPattern(PatternReader.Result read) {
        this.groups = read.groups();
        this.names = read.names();
        this.dollar = read.dollar();
        this.dollarLast = read.dollarLast();
        this.boundary = read.boundary();
        this.linear = read.ascii() ? null : linear(read.part().linear());
        this.counted =
                linear == null || dollar || boundary ? counted(read.part().java(), read.ascii()) : null;
    }

    private static com.google.re2j.@Nullable Pattern linear(@Nullable String written) {
        try {
            return written == null ? null : com.google.re2j.Pattern.compile(written);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static Pattern counted(String written, boolean ascii) {
        try {
            return Pattern.compile(written, Pattern.UNIX_LINES | (ascii ? 0 : Pattern.UNICODE_CASE));
        } catch (java.util.regex.PatternSyntaxException e) {
            throw new InvalidPattern(e.getDescription());
        } catch (StackOverflowError e) {
            throw new InvalidPattern("regular expression is nested too deeply");
        }
    }

    /**
     * @throws InvalidPattern if Python would refuse it, or it costs too much to prepare
     */
    public static PythonPattern read(String source, Flag... flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= switch (flag) {
                case IGNORE_CASE -> PatternReader.IGNORE_CASE;
                case DOT_ALL -> PatternReader.DOT_ALL;
            };
        }
        return new PythonPattern(new PatternReader(source, bits).read());
    }

    /** True if whether a text matches is always answered in linear time, so that no search can be given up. */
    public boolean isLinear() {
        return counted == null || linear != null && dollarLast && !boundary;
    }

    /**
     * Found anywhere in the text?
     *
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean search(String text) {
        return search(text, Meter.FREE);
    }

    /**
     * Found anywhere in the text?
     *
     * @param meter told the steps of each answer that does not come in linear time
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean search(String text, Meter meter) {
        return answer(
                text,
                dollar && !dollarLast,
                engine -> matches(engine, text, com.google.re2j.Matcher::find),
                engine ->
                        counted(text, meter, counted -> engine.matcher(counted).find()));
    }

    /**
     * Does it match from the start of the text on, not necessarily to its end?
     *
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean matchStart(String text) {
        return matchStart(text, Meter.FREE);
    }

    /**
     * Does it match from the start of the text on, not necessarily to its end?
     *
     * @param meter told the steps of each answer that does not come in linear time
     * @throws PythonError of kind LIMIT if it takes too many steps
     */
    public boolean matchStart(String text, Meter meter) {
        return answer(
                text,
                dollar && !dollarLast,
                engine -> matches(engine, text, com.google.re2j.Matcher::lookingAt),
                engine ->
                        counted(text, meter, counted -> engine.matcher(counted).lookingAt()));
    }

    // Where a $ comes last and nothing else asks for the end, a match before a final line break is one of the text
    // without it.
    private boolean matches(com.google.re2j.Pattern engine, String text, Predicate<com.google.re2j.Matcher> matches) {
        return matches.test(engine.matcher(text))
                || dollarLast
                        && text.endsWith("\n")
                        && matches.test(engine.matcher(text.substring(0, text.length() - 1)));
    }

    /** Whoever has no steps left is not even asked. */
    private static boolean counted(String text, Meter meter, Predicate<CountedText> matches) {
        meter.steps(0);
        CountedText counted = new CountedText(text);
        boolean found;
        try {
            found = matches.test(counted);
        } catch (PythonError e) {
            meter.steps(counted.steps());
            throw e;
        }
        meter.steps(counted.steps());
        return found;
    }

    private <T> T answer(
            String text,
            boolean atDollar,
            Function<com.google.re2j.Pattern, T> byLinear,
            Function<Pattern, T> byCounted) {
        if (linear != null
                && (counted == null
                        || !(atDollar && text.endsWith("\n")) && !(boundary && (text.isEmpty() || !isAscii(text))))) {
            return byLinear.apply(linear);
        }
        if (counted == null) {
            throw new IllegalStateException("a pattern without an engine");
        }
        try {
            return byCounted.apply(counted);
        } catch (StackOverflowError e) {
            throw PythonError.limit("the regular expression nests too deeply on this text");
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** One match: where it stands, and the text of each group, null for one that took no part. */
    private record Match(int start, int end, List<@Nullable String> groups) {}

    private List<Match> matches(String text, Meter meter) {
        return answer(
                text,
                dollar,
                engine -> {
                    var matcher = engine.matcher(text);
                    List<Match> found = new ArrayList<>();
                    while (matcher.find()) {
                        if (!splitsCharacter(text, matcher.start())) {
                            found.add(match(matcher.start(), matcher.end(), matcher::group, meter));
                        }
                    }
                    return found;
                },
                engine -> {
                    var matcher = engine.matcher(new CountedText(text));
                    List<Match> found = new ArrayList<>();
                    while (matcher.find()) {
                        if (!splitsCharacter(text, matcher.start())) {
                            found.add(match(matcher.start(), matcher.end(), matcher::group, meter));
                        }
                    }
                    return found;
                });
    }

    /** Both engines also find nothing between the two halves of a character. */
    private static boolean splitsCharacter(String text, int index) {
        return index > 0
                && index < text.length()
                && Character.isHighSurrogate(text.charAt(index - 1))
                && Character.isLowSurrogate(text.charAt(index));
    }

    private Match match(int start, int end, IntFunction<@Nullable String> group, Meter meter) {
        List<@Nullable String> texts = new ArrayList<>(groups + 1);
        for (int i = 0; i <= groups; i++) {
            texts.add(group.apply(i));
        }
        meter.items(1L + groups);
        meter.characters(end - start);
        return new Match(start, end, texts);
    }

    /** As {@code re.findall}: the matches, or their group, or tuples of their groups. */
    public List<@Nullable Object> findAll(String text, Meter meter) {
        List<@Nullable Object> found = new ArrayList<>();
        for (Match match : matches(text, meter)) {
            List<@Nullable Object> texts = new ArrayList<>();
            for (String group : match.groups().subList(groups == 0 ? 0 : 1, groups + 1)) {
                texts.add(group == null ? "" : group);
            }
            found.add(texts.size() == 1 ? texts.get(0) : new PythonTuple(texts));
        }
        return found;
    }

    /** What the named groups of the first match hold; one that took no part in it is not there. Empty: there is no match. */
    public Optional<Map<String, String>> firstNamed(String text, Meter meter) {
        for (Match match : matches(text, meter)) {
            Map<String, String> named = new LinkedHashMap<>();
            names.forEach((name, group) -> {
                String held = match.groups().get(group);
                if (held != null) {
                    named.put(name, held);
                }
            });
            return Optional.of(named);
        }
        return Optional.empty();
    }

    /**
     * As {@code re.sub}.
     *
     * @param replacement with {@code \1}, {@code \g<1>} and {@code \g<name>} for groups
     * @throws InvalidPattern if the replacement can't be read
     */
    public String replace(String text, String replacement, Meter meter) {
        List<Object> parts = replacementParts(replacement);
        var out = new StringBuilder();
        int from = 0;
        for (Match match : matches(text, meter)) {
            out.append(text, from, match.start());
            for (Object part : parts) {
                String piece = part instanceof Integer group ? match.groups().get(group) : (String) part;
                if (piece != null) {
                    meter.characters(piece.length());
                    out.append(piece);
                }
            }
            from = match.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Texts, and numbers of groups. */
    private List<Object> replacementParts(String replacement) {
        List<Object> parts = new ArrayList<>();
        var text = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            if (++i == replacement.length()) {
                throw new InvalidPattern("bad escape (end of pattern)");
            }
            c = replacement.charAt(i);
            int length = groupOrOctalLength(replacement, i);
            if (c == 'g' || length > 0 && length < 3) {
                parts.add(text.toString());
                text.setLength(0);
            }
            if (c == 'g') {
                int end = replacement.indexOf('>', i);
                if (!replacement.startsWith("<", i + 1) || end < 0) {
                    throw new InvalidPattern("missing <name> after \\g");
                }
                parts.add(group(replacement.substring(i + 2, end)));
                i = end;
            } else if (length == 3) {
                int end = i;
                while (end < replacement.length() && end < i + 3 && "01234567".indexOf(replacement.charAt(end)) >= 0) {
                    end++;
                }
                text.append((char) Integer.parseInt(replacement.substring(i, end), 8));
                i = end - 1;
            } else if (length > 0) {
                parts.add(group(replacement.substring(i, i + length)));
                i += length - 1;
            } else {
                text.append(escaped(c));
            }
        }
        parts.add(text.toString());
        return parts;
    }

    /** 1 or 2 for the digits of a group, 3 for an octal character, 0 for neither. */
    private static int groupOrOctalLength(String replacement, int at) {
        String digits = replacement.substring(at, Math.min(at + 3, replacement.length()));
        if (digits.startsWith("0") || digits.matches("[0-3][0-7]{2}")) {
            return 3;
        }
        return digits.matches("(?s)[0-9]{2}.?") ? 2 : digits.matches("(?s)[0-9].*") ? 1 : 0;
    }

    private int group(String nameOrNumber) {
        Integer number = nameOrNumber.matches("[0-9]{1,4}") ? Integer.valueOf(nameOrNumber) : names.get(nameOrNumber);
        if (number == null) {
            throw new InvalidPattern("unknown group name " + PythonText.repr(nameOrNumber));
        }
        if (number > groups) {
            throw new InvalidPattern("invalid group reference " + number);
        }
        return number;
    }

    private static String escaped(char c) {
        int known = "abfnrtv\\".indexOf(c);
        if (known >= 0) {
            return String.valueOf("\u0007\b\f\n\r\t\u000b\\".charAt(known));
        }
        if (c < 0x80 && Character.isLetter(c)) {
            throw new InvalidPattern("bad escape \\" + c);
        }
        return "\\" + c;
    }
}
