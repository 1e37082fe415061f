package io.hookline.action.pack;

import io.hookline.expressions.python.Meter;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonPattern;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format of an action alias: a regular expression over the whole command with places for values, {@code {{name}}} and
 * {@code {{name=default}}} (spec: packs-and-datastore, 7.2). Pure.
 */
final class AliasFormat {
    private static final String VALUE = "\"[^\"]*\"|'[^']*'|\\{.+?\\}|.+?";
    private static final Pattern PLACE = Pattern.compile(
            "(\\s*)\\{\\{\\s*(\\w+)\\s*(?:=\\s*(\\{\\{.+?}}|\"[^\"]*\"|'[^']*'|\\{.*?}|[^\\s}]*)\\s*)?}}",
            Pattern.DOTALL);
    private static final Pattern LAST_PAIR =
            Pattern.compile("(?:^|\\s)\\s*(\\w+)=(\"[^\"]*\"|'[^']*'|\\{[^{}]*}|[^\\s\"'=]+)\\s*$");
    private static final int LONGEST = 4096;

    private AliasFormat() {}

    /**
     * The values that a command holds, by the names of the format's places and of the pairs {@code key=value} at the command's end.
     *
     * @return empty if the command is none of this format
     */
    static Optional<Map<String, String>> values(String format, String command) {
        if (format.length() > LONGEST || command.length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        String rest = command;
        for (Matcher pair = LAST_PAIR.matcher(rest); pair.find(); pair = LAST_PAIR.matcher(rest)) {
            pairs.putIfAbsent(pair.group(1), bare(pair.group(2)));
            rest = rest.substring(0, pair.start());
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher place = PLACE.matcher(format);
        var pattern = new StringBuilder();
        int from = 0;
        while (place.find()) {
            String one = place.group(1) + "(?P<" + place.group(2) + ">" + VALUE + ")";
            pattern.append(format, from, place.start()).append(place.group(3) == null ? one : "(?:" + one + ")?");
            if (place.group(3) != null) {
                values.put(place.group(2), bare(place.group(3)));
            }
            from = place.end();
        }
        pattern.append(format, from, format.length());
        Optional<Map<String, String>> found = found(anchored(pattern.toString()), rest.strip());
        found.ifPresent(given -> given.forEach((name, value) -> values.put(name, bare(value))));
        values.putAll(pairs);
        return found.map(any -> values);
    }

    private static String anchored(String pattern) {
        return (pattern.startsWith("^") ? "" : "^\\s*") + pattern + (pattern.endsWith("$") ? "" : "\\s*$");
    }

    /** A format that is no regular expression, or costs too much, fits nothing. */
    private static Optional<Map<String, String>> found(String pattern, String text) {
        try {
            return PythonPattern.read(pattern, PythonPattern.Flag.DOT_ALL).firstNamed(text, Meter.FREE);
        } catch (PythonError e) {
            return Optional.empty();
        }
    }

    /** Without the quotes around it. */
    private static String bare(String value) {
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
