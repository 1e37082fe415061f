package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the syntax of Python's {@code re} (3.11) and writes it for {@code java.util.regex} and, where possible, for RE2/J. What Python
 * refuses is refused here, since both engines take some of it and mean something else.
 */
final class PatternReader {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 100;
    private static final int MOST_COUNTS = 1_000;

    static final int IGNORE_CASE = 1;
    static final int DOT_ALL = 2;
    private static final int MULTILINE = 4;
    private static final int VERBOSE = 8;
    private static final int ASCII = 16;
    private static final String FLAG_LETTERS = "ismxa";

    private static final String SPACE =
            "\\x{9}-\\x{d}\\x{1c}-\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}"
                    + "\\x{202f}\\x{205f}\\x{3000}";
    private static final String NO_SPACE = "\\x{0}-\\x{8}\\x{e}-\\x{1b}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}"
            + "\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}";
    private static final int FIRST_WITHOUT_RETURN = 0x1c80;
    private static final int LAST_WITHOUT_RETURN = 0x1c88;
    private static final String LETTERS_I = "iI\u0130\u0131";
    private static final String ALL_I = "iI\\x{130}\\x{131}";
    private static final String WORD = "\\p{L}\\p{N}_";
    /** What a letter behind a backslash stands for inside a set, by letter; the second row is what it means to {@code (?a)}. */
    private static final Map<Character, String> CLASSES =
            Map.of('d', "\\p{Nd}", 'D', "\\P{Nd}", 's', SPACE, 'S', NO_SPACE, 'w', WORD);

    private static final Map<Character, String> ASCII_CLASSES = Map.of(
            'd', "0-9",
            'D', "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}",
            's', "\\x{9}-\\x{d}\\x{20}",
            'S', "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}",
            'w', "a-zA-Z0-9_",
            'W', "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}");

    private final String source;
    private int at;
    private int depth;
    private int flags;
    private int groups;
    private final Set<Integer> open = new HashSet<>();
    private final Map<Integer, PatternPart> closed = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private @Nullable Integer groupsBeforeLookBehind;
    private boolean dollar;
    private boolean asksForEndElsewhere;
    private boolean boundary;

    /**
     * @param names of groups, with their numbers
     * @param dollar whether a {@code $} stands for the end of the whole text; RE2/J knows no line break behind it
     * @param dollarLast whether such a {@code $} stands nowhere but last, and nothing else asks where the text ends
     * @param boundary whether it asks for the bounds of words; RE2/J knows ASCII words only
     */
    record Result(
            PatternPart part,
            int groups,
            Map<String, Integer> names,
            boolean dollar,
            boolean dollarLast,
            boolean boundary,
            boolean ascii) {}

    PatternReader(String source, int flags) {
        this.source = source;
        this.flags = flags;
    }

    Result read() {
        if (source.length() > LONGEST) {
            throw new InvalidPattern("regular expression is longer than " + LONGEST + " characters");
        }
        globalFlags();
        PatternPart part = alternatives();
        if (at < source.length()) {
            throw fault("unbalanced parenthesis");
        }
        if ((flags & IGNORE_CASE) != 0) {
            part = part.within("(?i:");
        }
        return new Result(
                part,
                groups,
                Map.copyOf(names),
                dollar,
                dollar && !asksForEndElsewhere,
                boundary,
                (flags & ASCII) != 0);
    }

    private void globalFlags() {
        while (true) {
            skipVerbose();
            int end = at + 2;
            while (end < source.length() && "ismxauL".indexOf(source.charAt(end)) >= 0) {
                end++;
            }
            if (!source.startsWith("(?", at) || end == at + 2 || end == source.length() || source.charAt(end) != ')') {
                return;
            }
            flags |= flagsIn(source.substring(at + 2, end));
            at = end + 1;
        }
    }

    private int flagsIn(String letters) {
        int found = 0;
        for (char letter : letters.toCharArray()) {
            if (letter == 'L') {
                throw fault("bad inline flags: cannot use 'L' flag with a str pattern");
            }
            int position = FLAG_LETTERS.indexOf(letter);
            found |= position < 0 ? 0 : 1 << position;
        }
        if (letters.indexOf('a') >= 0 && letters.indexOf('u') >= 0) {
            throw fault("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        }
        return found;
    }

    private PatternPart alternatives() {
        if (++depth > DEEPEST) {
            throw new InvalidPattern("regular expression is nested too deeply");
        }
        PatternPart part = sequence();
        while (at < source.length() && source.charAt(at) == '|') {
            at++;
            part = part.or(sequence());
        }
        depth--;
        return part;
    }

    private PatternPart sequence() {
        PatternPart whole = PatternPart.EMPTY;
        while (true) {
            skipVerbose();
            if (at == source.length() || source.charAt(at) == '|' || source.charAt(at) == ')') {
                return whole;
            }
            boolean place = isPlaceAhead();
            PatternPart atom = atom();
            if (atom != null) {
                whole = whole.then(counted(atom, place));
            }
        }
    }

    private void skipVerbose() {
        while ((flags & VERBOSE) != 0 && at < source.length()) {
            if (" \t\n\r\f\u000b".indexOf(source.charAt(at)) >= 0) {
                at++;
            } else if (source.charAt(at) == '#') {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end + 1;
            } else {
                return;
            }
        }
    }

    /** Python refuses to count places: {@code ^*}, {@code \b+}. */
    private boolean isPlaceAhead() {
        char c = source.charAt(at);
        return c == '^'
                || c == '$'
                || c == '\\' && at + 1 < source.length() && "AbBZ".indexOf(source.charAt(at + 1)) >= 0;
    }

    /** Null for a comment, which is nothing at all. */
    private @Nullable PatternPart atom() {
        char c = source.charAt(at);
        return switch (c) {
            case '(' -> group();
            case '[' -> set();
            case '\\' -> escape();
            case '.' -> {
                at++;
                yield (flags & DOT_ALL) != 0 ? PatternPart.one("(?s:.)", "(?s:.)") : PatternPart.one(".", "[^\\n]");
            }
            case '^' -> {
                at++;
                yield (flags & MULTILINE) != 0
                        ? PatternPart.place("(?:\\A|(?<=\\n))", "(?m:^)")
                        : PatternPart.place("\\A", "\\A");
            }
            case '$' -> {
                at++;
                dollar |= (flags & MULTILINE) == 0;
                asksForEndElsewhere |= at < source.length() || (flags & MULTILINE) != 0;
                yield (flags & MULTILINE) != 0
                        ? PatternPart.place("(?=\\n|\\z)", "(?m:$)")
                        : PatternPart.place("(?=\\n?\\z)", "\\z");
            }
            case '*', '+', '?' -> throw fault("nothing to repeat");
            case '{' -> {
                if (count() != null) {
                    throw fault("nothing to repeat");
                }
                yield literal(nextCodePoint());
            }
            default -> literal(nextCodePoint());
        };
    }

    private int nextCodePoint() {
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private PatternPart literal(int c) {
        String written = written(c);
        String linear = isAnI(c, c) ? "[" + ALL_I + "]" : written;
        return PatternPart.one(written, isFoldable(c, c) ? linear : null);
    }

    /** To Python they are all one letter where case is ignored; to RE2/J those with an odd dot are letters of their own. */
    private boolean isAnI(int low, int high) {
        return (flags & (IGNORE_CASE | ASCII)) == IGNORE_CASE
                && LETTERS_I.codePoints().anyMatch(i -> low <= i && i <= high);
    }

    /**
     * Whether RE2/J comes to an end with these characters where case is ignored: it looks for others of their case until it is back at the
     * first, and from some it never comes back (U+1C80 is lower-case, its upper-case letter has another lower-case one).
     */
    private boolean isFoldable(int low, int high) {
        return (flags & IGNORE_CASE) == 0 || high < FIRST_WITHOUT_RETURN || low > LAST_WITHOUT_RETURN;
    }

    private static String written(int c) {
        boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        return plain ? Character.toString(c) : "\\x{" + Integer.toHexString(c) + "}";
    }

    private record Count(int least, int most, int end) {}

    /** The count that begins here, null if none does: {@code {} without a number in it is plain text. */
    private @Nullable Count count() {
        char c = source.charAt(at);
        if (c == '*' || c == '+' || c == '?') {
            return new Count(c == '+' ? 1 : 0, c == '?' ? 1 : PatternPart.UNBOUNDED, at + 1);
        }
        if (c != '{') {
            return null;
        }
        int comma = digitsEnd(at + 1);
        String least = source.substring(at + 1, comma);
        boolean range = source.startsWith(",", comma);
        int end = range ? digitsEnd(comma + 1) : comma;
        String most = range ? source.substring(comma + 1, end) : least;
        if (!source.startsWith("}", end) || !range && least.isEmpty()) {
            return null;
        }
        int low = least.isEmpty() ? 0 : bounded(least);
        int high = most.isEmpty() ? PatternPart.UNBOUNDED : bounded(most);
        if (high < low) {
            throw fault("min repeat greater than max repeat");
        }
        return new Count(low, high, end + 1);
    }

    private int digitsEnd(int from) {
        int end = from;
        while (end < source.length() && source.charAt(end) >= '0' && source.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private int bounded(String digits) {
        if (digits.length() > 4 || Integer.parseInt(digits) > MOST_COUNTS) {
            throw fault("more than " + MOST_COUNTS + " repetitions");
        }
        return Integer.parseInt(digits);
    }

    private PatternPart counted(PatternPart atom, boolean place) {
        skipVerbose();
        if (at == source.length()) {
            return atom;
        }
        Count count = count();
        if (count == null) {
            return atom;
        }
        if (place) {
            throw fault("nothing to repeat");
        }
        at = count.end();
        String suffix = "{" + count.least() + (count.most() == PatternPart.UNBOUNDED ? "," : "," + count.most()) + "}";
        boolean lazy = source.startsWith("?", at);
        boolean possessive = source.startsWith("+", at);
        at += lazy || possessive ? 1 : 0;
        suffix += lazy ? "?" : possessive ? "+" : "";
        skipVerbose();
        if (at < source.length() && count() != null) {
            throw fault("multiple repeat");
        }
        long counts = (long) atom.counts()
                * Math.max(1, count.most() == PatternPart.UNBOUNDED ? count.least() : count.most());
        if (counts > MOST_COUNTS) {
            throw fault("nested counts multiply to more than " + MOST_COUNTS);
        }
        return new PatternPart(
                atom.java() + suffix,
                atom.linear() == null || possessive ? null : atom.linear() + suffix,
                PatternPart.product(atom.least(), count.least()),
                PatternPart.product(atom.most(), count.most()),
                (int) counts);
    }

    private @Nullable PatternPart group() {
        int start = at;
        at++;
        if (!source.startsWith("?", at)) {
            return capturing();
        }
        at++;
        if (at == source.length()) {
            throw fault("unexpected end of pattern");
        }
        char c = source.charAt(at++);
        switch (c) {
            case ':' -> {
                return closed(alternatives()).within("(?:");
            }
            case 'P' -> {
                return named();
            }
            case '#' -> {
                int end = source.indexOf(')', at);
                if (end < 0) {
                    throw fault("missing ), unterminated comment");
                }
                at = end + 1;
                return null;
            }
            case '=', '!' -> {
                PatternPart inside = closed(alternatives());
                return PatternPart.place("(?" + c + inside.java() + ")", null);
            }
            case '<' -> {
                return lookBehind();
            }
            case '>' -> {
                PatternPart inside = closed(alternatives());
                return new PatternPart(
                        "(?>" + inside.java() + ")", null, inside.least(), inside.most(), inside.counts());
            }
            case '(' -> throw fault("conditional groups are not supported");
            default -> {
                at = start + 2;
                return flagged();
            }
        }
    }

    private PatternPart closed(PatternPart inside) {
        if (at == source.length()) {
            throw fault("missing ), unterminated subpattern");
        }
        at++;
        return inside;
    }

    private PatternPart capturing() {
        int number = ++groups;
        open.add(number);
        PatternPart inside = closed(alternatives());
        open.remove(number);
        closed.put(number, inside);
        return inside.within("(");
    }

    private PatternPart named() {
        boolean definition = source.startsWith("<", at);
        if (!definition && !source.startsWith("=", at)) {
            throw fault("unknown extension ?P" + source.substring(at, Math.min(at + 1, source.length())));
        }
        int end = source.indexOf(definition ? '>' : ')', at);
        if (end < 0) {
            throw fault("missing " + (definition ? ">" : ")") + ", unterminated name");
        }
        String name = source.substring(at + 1, end);
        if (!name.matches("[\\p{L}_][\\p{L}\\p{N}\\p{Mn}_]*")) {
            throw fault("bad character in group name " + PythonText.repr(name));
        }
        at = end + 1;
        if (!definition) {
            Integer number = names.get(name);
            if (number == null) {
                throw fault("unknown group name " + PythonText.repr(name));
            }
            return reference(number);
        }
        if (names.putIfAbsent(name, groups + 1) != null) {
            throw fault("redefinition of group name " + PythonText.repr(name));
        }
        return capturing();
    }

    private PatternPart lookBehind() {
        char c = at < source.length() ? source.charAt(at) : ' ';
        if (c != '=' && c != '!') {
            throw fault("unknown extension ?<" + c);
        }
        at++;
        Integer before = groupsBeforeLookBehind;
        groupsBeforeLookBehind = before == null ? Integer.valueOf(groups) : before;
        PatternPart inside = closed(alternatives());
        groupsBeforeLookBehind = before;
        if (inside.least() != inside.most()) {
            throw fault("look-behind requires fixed-width pattern");
        }
        return PatternPart.place("(?<" + c + inside.java() + ")", null);
    }

    /** {@code (?i:..)}, {@code (?s-i:..)}: flags for the inside only. */
    private PatternPart flagged() {
        int end = at;
        while (end < source.length() && "ismxauL-".indexOf(source.charAt(end)) >= 0) {
            end++;
        }
        String letters = source.substring(at, end);
        if (end < source.length() && source.charAt(end) == ')' && !letters.isEmpty() && letters.indexOf('-') < 0) {
            throw fault("global flags not at the start of the expression");
        }
        int minus = letters.indexOf('-');
        String off = minus < 0 ? "" : letters.substring(minus + 1);
        if (!source.startsWith(":", end)
                || letters.isEmpty()
                || minus >= 0 && (off.isEmpty() || off.matches(".*[-auL].*"))) {
            throw fault("unknown extension ?" + source.substring(at, Math.min(at + 1, source.length())));
        }
        int on = flagsIn(minus < 0 ? letters : letters.substring(0, minus));
        if ((on & flagsIn(off)) != 0) {
            throw fault("bad inline flags: flag turned on and off");
        }
        at = end + 1;
        int before = flags;
        flags = (letters.indexOf('u') >= 0 ? flags & ~ASCII : flags | on) & ~flagsIn(off) | on;
        PatternPart inside = closed(alternatives());
        boolean ignoresCase = (flags & IGNORE_CASE) != 0;
        flags = before;
        return inside.within(ignoresCase ? "(?i:" : "(?-i:");
    }

    private PatternPart reference(int number) {
        if (open.contains(number)) {
            throw fault("cannot refer to an open group");
        }
        PatternPart referred = closed.get(number);
        if (referred == null) {
            throw fault("invalid group reference " + number);
        }
        if (groupsBeforeLookBehind != null && number > groupsBeforeLookBehind) {
            throw fault("cannot refer to group defined in the same lookbehind subpattern");
        }
        return new PatternPart("(?:\\" + number + ")", null, referred.least(), referred.most(), 1);
    }

    private PatternPart escape() {
        if (at + 1 == source.length()) {
            throw fault("bad escape (end of pattern)");
        }
        char c = source.charAt(at + 1);
        switch (c) {
            case 'A' -> {
                at += 2;
                return PatternPart.place("\\A", "\\A");
            }
            case 'Z' -> {
                at += 2;
                asksForEndElsewhere = true;
                return PatternPart.place("\\z", "\\z");
            }
            case 'b', 'B' -> {
                at += 2;
                boundary |= (flags & ASCII) == 0;
                return PatternPart.place(boundary(c == 'b'), "\\" + c);
            }
            case 'd', 'D', 's', 'S', 'w', 'W' -> {
                at += 2;
                return category(c);
            }
            default -> {
                int number = groupNumber();
                return number > 0 ? reference(number) : literal(escapedCharacter(false));
            }
        }
    }

    private String boundary(boolean bound) {
        String word = "[" + ((flags & ASCII) != 0 ? ASCII_CLASSES.get('w') : WORD) + "]";
        return bound
                ? "(?:(?<=%1$s)(?!%1$s)|(?<!%1$s)(?=%1$s))".formatted(word)
                // Python 3.13 and older: no text, no place in it.
                : "(?:(?<=%1$s)(?=%1$s)|(?<!%1$s)(?!%1$s)(?!\\A\\z))".formatted(word);
    }

    private PatternPart category(char c) {
        String members = (flags & ASCII) != 0 ? ASCII_CLASSES.get(c) : CLASSES.get(c);
        String written = members == null ? "[^" + WORD + "]" : "[" + members + "]";
        return PatternPart.one(written, unfolded(written));
    }

    /** Each category has its characters in both cases. */
    private static String unfolded(String categories) {
        return "(?-i:" + categories + ")";
    }

    /** The group that {@code \12} refers to, and past it; 0 if what is here is no reference. */
    private int groupNumber() {
        int end = at + 1;
        while (end < source.length() && end < at + 4 && source.charAt(end) >= '0' && source.charAt(end) <= '9') {
            end++;
        }
        String digits = source.substring(at + 1, end);
        if (digits.isEmpty() || digits.charAt(0) == '0' || digits.matches("[0-7]{3}")) {
            return 0;
        }
        String number = digits.substring(0, Math.min(2, digits.length()));
        at += 1 + number.length();
        return Integer.parseInt(number);
    }

    /** One character written with a backslash. */
    private int escapedCharacter(boolean inSet) {
        char c = source.charAt(at + 1);
        at += 2;
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            case 'x' -> hexadecimal(2);
            case 'u' -> hexadecimal(4);
            case 'U' -> hexadecimal(8);
            case 'N' -> namedCharacter();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal();
            default -> {
                if (inSet && c == 'b') {
                    yield '\b';
                }
                if (c < 0x80 && Character.isLetterOrDigit(c)) {
                    throw fault("bad escape \\" + c);
                }
                at--;
                yield nextCodePoint();
            }
        };
    }

    private int hexadecimal(int digits) {
        int end = Math.min(at + digits, source.length());
        String text = source.substring(at, end);
        if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw fault("incomplete escape \\" + source.charAt(at - 1) + text);
        }
        at = end;
        long code = Long.parseLong(text, 16);
        if (code > Character.MAX_CODE_POINT) {
            throw fault("bad escape");
        }
        return (int) code;
    }

    private int namedCharacter() {
        int end = source.indexOf('}', at);
        if (!source.startsWith("{", at)) {
            throw fault("missing {");
        }
        if (end < 0) {
            throw fault("missing }, unterminated name");
        }
        String name = source.substring(at + 1, end);
        int named =
                CodePoints.named(name).orElseThrow(() -> fault("undefined character name " + PythonText.repr(name)));
        at = end + 1;
        return named;
    }

    private int octal() {
        int start = at - 1;
        while (at < source.length() && at < start + 3 && source.charAt(at) >= '0' && source.charAt(at) <= '7') {
            at++;
        }
        int code = Integer.parseInt(source.substring(start, at), 8);
        if (code > 0377) {
            throw fault("octal escape value outside of range 0-0o377");
        }
        return code;
    }

    private PatternPart set() {
        at++;
        boolean negated = source.startsWith("^", at);
        at += negated ? 1 : 0;
        List<String> members = new ArrayList<>();
        List<String> categories = new ArrayList<>();
        boolean noWord = false;
        boolean foldable = true;
        boolean anI = false;
        int start = at;
        while (at == start || !source.startsWith("]", at)) {
            if (at >= source.length()) {
                throw fault("unterminated character set");
            }
            Member low = member();
            if (!source.startsWith("-", at) || source.startsWith("]", at + 1)) {
                noWord |= low.text() == null;
                foldable &= isFoldable(low.character(), low.character());
                anI |= isAnI(low.character(), low.character());
                (low.character() < 0 ? categories : members).add(low.text() == null ? "" : low.text());
                continue;
            }
            at++;
            if (at >= source.length()) {
                throw fault("unterminated character set");
            }
            Member high = member();
            if (low.character() < 0 || high.character() < 0 || high.character() < low.character()) {
                throw fault("bad character range");
            }
            foldable &= isFoldable(low.character(), high.character());
            anI |= isAnI(low.character(), high.character());
            members.add(low.text() + "-" + high.text());
        }
        at++;
        if (anI) {
            members.add(ALL_I);
        }
        String inside = String.join("", categories) + String.join("", members);
        if (!noWord) {
            String written = (negated ? "[^" : "[") + inside + "]";
            return PatternPart.one(written, foldable ? linear(negated, categories, members) : null);
        }
        // Neither engine can be trusted with a negated set inside a set.
        String either = (inside.isEmpty() ? "(?:" : "(?:[" + inside + "]|") + "[^" + WORD + "])";
        return PatternPart.one(negated ? "(?:(?!" + either + ")(?s:.))" : either, null);
    }

    private @Nullable String linear(boolean negated, List<String> categories, List<String> members) {
        String open = negated ? "[^" : "[";
        String others = open + String.join("", members) + "]";
        if (categories.isEmpty()) {
            return others;
        }
        String known = unfolded(open + String.join("", categories) + "]");
        if (members.isEmpty()) {
            return known;
        }
        if (!negated) {
            return "(?:" + known + "|" + others + ")";
        }
        return (flags & IGNORE_CASE) == 0 ? open + String.join("", categories) + String.join("", members) + "]" : null;
    }

    /**
     * @param character -1 for a category
     * @param text null for all that is no part of a word
     */
    private record Member(int character, @Nullable String text) {}

    private Member member() {
        if (source.charAt(at) == '\\') {
            if (at + 1 == source.length()) {
                throw fault("unterminated character set");
            }
            char c = source.charAt(at + 1);
            if ("dDsSwW".indexOf(c) >= 0) {
                at += 2;
                return new Member(-1, (flags & ASCII) != 0 ? ASCII_CLASSES.get(c) : CLASSES.get(c));
            }
            int escaped = escapedCharacter(true);
            return new Member(escaped, written(escaped));
        }
        int c = nextCodePoint();
        return new Member(c, written(c));
    }

    private InvalidPattern fault(String what) {
        return new InvalidPattern(what + " at position " + Math.min(at, source.length()));
    }
}
