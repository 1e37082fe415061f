package io.hookline.expressions.template;

import static io.hookline.expressions.python.Signature.REQUIRED;

import io.hookline.expressions.path.InvalidPath;
import io.hookline.expressions.path.JsonPath;
import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonNumber;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonPattern;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonTuple;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.Signature;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What StackStorm adds to Jinja's filters (spec: templating, 4). Those for versions are in {@link VersionFilters}. */
final class StackStormFilters {
    static final String JSON_ESCAPE = "json_escape";
    /** Stands for null in text until a cast turns it back. */
    static final String NONE = "%*****__%NONE%__*****%";

    private static final int WIDEST = 10_000;

    private StackStormFilters() {}

    static void addTo(Filters.Table table) {
        table.add(
                        "from_json_string",
                        Signature.of(),
                        (value, a, frame) -> PythonJson.read(TextFilters.text(value, frame)))
                .add(
                        "from_yaml_string",
                        Signature.of(),
                        (value, a, frame) -> PythonYaml.read(TextFilters.text(value, frame), frame.budget()))
                .add(
                        "to_json_string",
                        Signature.of("indent", null, "sort_keys", false, "separators", PythonTuple.of(",", ": ")),
                        StackStormFilters::json)
                .add(
                        "to_complex",
                        Signature.of(),
                        (value, a, frame) -> PythonJson.STANDARD.write(value, frame.budget()))
                .add(
                        "to_yaml_string",
                        Signature.of("indent", null, "allow_unicode", true),
                        (value, a, frame) ->
                                PythonYaml.write(value, a.isNone(0) ? 0 : a.integer(0), a.truth(1), frame.budget()))
                .add(JSON_ESCAPE, Signature.of(), (value, a, frame) -> jsonInside(value, frame))
                .add("jsonpath_query", Signature.of("query", REQUIRED), StackStormFilters::matches)
                .add(
                        "regex_match",
                        Signature.of("pattern", REQUIRED, "ignorecase", false),
                        (value, a, frame) -> pattern(a, 1, frame).matchStart(TextFilters.text(value, frame)))
                .add(
                        "regex_search",
                        Signature.of("pattern", REQUIRED, "ignorecase", false),
                        (value, a, frame) -> pattern(a, 1, frame).search(TextFilters.text(value, frame)))
                .add(
                        "regex_replace",
                        Signature.of("pattern", REQUIRED, "replacement", REQUIRED, "ignorecase", false),
                        (value, a, frame) ->
                                pattern(a, 2, frame).replace(TextFilters.text(value, frame), a.text(1), frame.budget()))
                .add(
                        "regex_substring",
                        Signature.of("pattern", REQUIRED, "result_index", 0L, "ignorecase", false),
                        StackStormFilters::substring)
                .add("to_human_time_from_seconds", Signature.of(), (value, a, frame) -> humanTime(value))
                .add("use_none", Signature.of(), (value, a, frame) -> value == null ? NONE : value)
                .add("basename", Signature.of(), (value, a, frame) -> {
                    String path = Arguments.of(value).text(0);
                    return path.substring(path.lastIndexOf('/') + 1);
                })
                .add(
                        "dirname",
                        Signature.of(),
                        (value, a, frame) -> folder(Arguments.of(value).text(0)))
                .add(
                        "decrypt_kv",
                        Signature.of(),
                        (value, a, frame) -> frame.datastore().decrypted(value));
    }

    private static Object json(@Nullable Object value, Arguments a, Frame frame) {
        String indent = null;
        if (PythonObject.plain(a.get(0)) instanceof String text) {
            indent = text;
        } else if (!a.isNone(0)) {
            if (a.integer(0) > WIDEST) {
                throw PythonError.limit("widths beyond " + WIDEST + " are not allowed");
            }
            indent = " ".repeat(Math.max(0, a.integer(0)));
        }
        Arguments separators = a.isNone(2)
                ? Arguments.of(indent == null ? ", " : ",", ": ")
                : new Arguments(PythonSequence.items(a.get(2)), java.util.Map.of());
        if (separators.positional().size() != 2) {
            throw PythonError.value("separators must be two texts");
        }
        return new PythonJson(separators.text(0), separators.text(1), indent, a.truth(1), true, false)
                .write(value, frame.budget());
    }

    /** JSON text without the one quote at either end. */
    private static String jsonInside(@Nullable Object value, Frame frame) {
        String json = PythonJson.STANDARD.write(value, frame.budget());
        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
    }

    private static @Nullable Object matches(@Nullable Object value, Arguments a, Frame frame) {
        try {
            List<@Nullable Object> matches = JsonPath.read(a.text(0)).all(PythonObject.plain(value));
            frame.budget().items(matches.size());
            return matches.isEmpty() ? null : matches;
        } catch (InvalidPath e) {
            throw PythonError.value(e.getMessage());
        }
    }

    private static PythonPattern pattern(Arguments a, int ignoreCase, Frame frame) {
        return frame.patterns().read(a.text(0), a.truth(ignoreCase));
    }

    private static @Nullable Object substring(@Nullable Object value, Arguments a, Frame frame) {
        List<@Nullable Object> found = pattern(a, 2, frame).findAll(TextFilters.text(value, frame), frame.budget());
        Object wanted = PythonSequence.at(found, a.integer(1), TemplateObject.MISSING);
        if (wanted == TemplateObject.MISSING) {
            throw PythonError.value("list index out of range");
        }
        return wanted;
    }

    /** {@code 1y2d3h4m5s}, from the first unit that is not zero on. */
    private static String humanTime(@Nullable Object value) {
        Object seconds = NumberFilters.number(value);
        double real = PythonNumber.real(seconds);
        if (real < 0) {
            return "-" + humanTime(PythonNumber.negate(seconds));
        }
        if (real > 0 && real < 1) {
            return PythonNumber.integer(PythonNumber.round((Object) (real * 1_000_000), 0)) + "μs";
        }
        LocalDateTime time;
        try {
            Object whole = PythonNumber.integer(PythonNumber.round(seconds, 0));
            time = LocalDateTime.of(1, 1, 1, 0, 0).plusSeconds(whole instanceof Long number ? number : Long.MAX_VALUE);
        } catch (DateTimeException e) {
            throw PythonError.value("date value out of range");
        }
        if (time.getYear() > 9_999) {
            throw PythonError.value("date value out of range");
        }
        int[] parts = {time.getYear() - 1, time.getDayOfYear() - 1, time.getHour(), time.getMinute(), time.getSecond()};
        var out = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0 || !out.isEmpty() || i == parts.length - 1) {
                out.append(parts[i]).append("ydhms".charAt(i));
            }
        }
        return out.toString();
    }

    private static String folder(String path) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return folder.replace("/", "").isEmpty() ? folder : folder.replaceAll("/+$", "");
    }
}
