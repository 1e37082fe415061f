package io.hookline.expressions.template;

import static io.hookline.expressions.python.Signature.REQUIRED;

import io.hookline.expressions.python.Arguments;
import io.hookline.expressions.python.CodePoints;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonFormat;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonMethods;
import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonSequence;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonTuple;
import io.hookline.expressions.python.Signature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Jinja's filters for text. Whatever is no text is printed first. */
final class TextFilters {
    private static final int WIDEST = 10_000;
    private static final int LONGEST_LINK = 2_000;
    private static final Pattern WORD_START =
            Pattern.compile("(?<=[-\\s({\\[<])(?![-\\s({\\[<])|(?<![-\\s({\\[<])(?=[-\\s({\\[<])");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern CHUNK = Pattern.compile("\\s+|[^\\s-]*\\w-(?=\\w)|[^\\s-]+|-+");
    private static final Pattern LINK = Pattern.compile(
            "(?i)^([(<\"']*)((?:https?://|www\\.)[^\\s<>]+?|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)([.,;:!?)>\"']*)$");

    private TextFilters() {}

    static void addTo(Filters.Table table) {
        for (String method : List.of("upper", "lower", "capitalize")) {
            table.add(method, Signature.of(), (value, a, frame) -> method(method, value, Arguments.NONE, frame));
        }
        table.add("title", Signature.of(), (value, a, frame) -> Markup.like(value, title(text(value, frame))))
                .add("trim", Signature.of("chars", null), (value, a, frame) -> method("strip", value, a, frame))
                .add("center", Signature.of("width", 80L), (value, a, frame) -> method("center", value, a, frame))
                .add("replace", Signature.of("old", REQUIRED, "new", REQUIRED, "count", null), TextFilters::replace)
                .add("format", Signature.ANY, TextFilters::format)
                .add("indent", Signature.of("width", 4L, "first", false, "blank", false), TextFilters::indent)
                .add(
                        "truncate",
                        Signature.of("length", 255L, "killwords", false, "end", "...", "leeway", null),
                        TextFilters::truncate)
                .add(
                        "wordwrap",
                        Signature.of(
                                "width", 79L, "break_long_words", true, "wrapstring", null, "break_on_hyphens", true),
                        TextFilters::wrap)
                .add(
                        "wordcount",
                        Signature.of(),
                        (value, a, frame) ->
                                WORD.matcher(text(value, frame)).results().count())
                .add(
                        "string",
                        Signature.of(),
                        (value, a, frame) -> value instanceof Markup ? value : text(value, frame))
                .add("escape e", Signature.of(), (value, a, frame) -> Markup.escape(value))
                .add("forceescape", Signature.of(), (value, a, frame) -> new Markup(Markup.escaped(text(value, frame))))
                .add("safe", Signature.of(), (value, a, frame) -> new Markup(text(value, frame)))
                .add("striptags", Signature.of(), (value, a, frame) -> withoutTags(text(value, frame)))
                .add("urlencode", Signature.of(), TextFilters::urlEncode)
                .add(
                        "urlize",
                        Signature.of(
                                "trim_url_limit",
                                null,
                                "nofollow",
                                false,
                                "target",
                                null,
                                "rel",
                                null,
                                "extra_schemes",
                                null),
                        TextFilters::linked)
                .add("xmlattr", Signature.of("autospace", true), TextFilters::attributes)
                .add("tojson", Signature.of("indent", null), TextFilters::json)
                .add("pprint", Signature.of(), (value, a, frame) -> PythonText.repr(sorted(value, 0), frame.budget()));
    }

    static String text(@Nullable Object value, Frame frame) {
        return PythonText.str(value, frame.budget());
    }

    private static Object method(String name, @Nullable Object value, Arguments a, Frame frame) {
        Object made = PythonMethods.call(text(value, frame), name, a, frame.budget());
        return Markup.like(value, PythonText.str(made));
    }

    private static String title(String text) {
        var out = new StringBuilder();
        for (String word : WORD_START.split(text)) {
            if (!word.isEmpty()) {
                int first = word.offsetByCodePoints(0, 1);
                out.append(word.substring(0, first).toUpperCase(Locale.ROOT))
                        .append(word.substring(first).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static Object replace(@Nullable Object value, Arguments a, Frame frame) {
        boolean markup = value instanceof Markup;
        Arguments texts = Arguments.of(
                markup ? Markup.escape(a.get(0)).text() : a.str(0),
                markup ? Markup.escape(a.get(1)).text() : a.str(1),
                a.isNone(2) ? -1L : a.get(2));
        return method("replace", value, texts, frame);
    }

    private static Object format(@Nullable Object value, Arguments a, Frame frame) {
        if (!a.positional().isEmpty() && !a.named().isEmpty()) {
            throw PythonError.type("can't handle positional and keyword arguments at the same time");
        }
        Object arguments = a.named().isEmpty() ? new PythonTuple(a.positional()) : a.named();
        return Markup.like(value, PythonFormat.percent(text(value, frame), arguments, frame.budget()));
    }

    private static String blanks(Arguments a) {
        if (PythonObject.plain(a.get(0)) instanceof String text) {
            return text;
        }
        int width = a.integer(0);
        if (width > WIDEST) {
            throw PythonError.limit("widths beyond " + WIDEST + " are not allowed");
        }
        return " ".repeat(Math.max(0, width));
    }

    private static Object indent(@Nullable Object value, Arguments a, Frame frame) {
        String blanks = blanks(a);
        List<?> lines = PythonSequence.items(
                PythonMethods.call(Arguments.of(value).text(0) + "\n", "splitlines", Arguments.NONE, frame.budget()));
        frame.budget().characters((long) blanks.length() * lines.size());
        var out = new StringBuilder(a.truth(1) ? blanks : "");
        for (int i = 0; i < lines.size(); i++) {
            String line = String.valueOf(lines.get(i));
            if (i > 0) {
                out.append('\n').append(line.isEmpty() && !a.truth(2) ? "" : blanks);
            }
            out.append(line);
        }
        return Markup.like(value, out.toString());
    }

    /** Lists are measured too, but only text can be cut. */
    private static @Nullable Object truncate(@Nullable Object value, Arguments a, Frame frame) {
        String end = a.text(2);
        int leeway = a.isNone(3) ? 5 : a.integer(3);
        int kept = a.integer(0) - CodePoints.length(end);
        if (kept < 0 || leeway < 0) {
            throw PythonError.value("expected length >= " + CodePoints.length(end) + ", got " + a.integer(0));
        }
        if ((long) PythonSequence.length(value) <= (long) a.integer(0) + leeway) {
            return value;
        }
        String text = Arguments.of(value).text(0);
        String cut = CodePoints.substring(text, 0, kept);
        int blank = cut.lastIndexOf(' ');
        return (a.truth(1) || blank < 0 ? cut : cut.substring(0, blank)) + end;
    }

    private static Object wrap(@Nullable Object value, Arguments a, Frame frame) {
        int width = a.integer(0);
        if (width <= 0) {
            throw PythonError.value("invalid width " + width + " (must be > 0)");
        }
        String lineBreak = a.isNone(2) ? "\n" : a.text(2);
        List<String> lines = new ArrayList<>();
        Object split = PythonMethods.call(Arguments.of(value).text(0), "splitlines", Arguments.NONE, frame.budget());
        for (Object line : PythonSequence.items(split)) {
            List<String> wrapped = wrapped(String.valueOf(line), width, a.truth(1), a.truth(3));
            frame.budget().characters((long) lineBreak.length() * wrapped.size());
            lines.add(String.join(lineBreak, wrapped));
        }
        return String.join(lineBreak, lines);
    }

    /** As Python's {@code textwrap}: greedy, breaking at blanks and behind hyphens, blanks at the ends of lines dropped. */
    private static List<String> wrapped(String text, int width, boolean breaksWords, boolean breaksHyphens) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        Pattern chunks = breaksHyphens ? CHUNK : Pattern.compile("\\s+|\\S+");
        for (String found : chunks.matcher(text).results().map(r -> r.group()).toList()) {
            boolean blank = CodePoints.strip(found).isEmpty();
            int from = 0;
            while (!blank && breaksWords && found.length() - from > width) {
                int cut = from + width - line.length();
                cut += Character.isLowSurrogate(found.charAt(cut)) ? 1 : 0;
                lines.add(line.append(found, from, cut).toString());
                line.setLength(0);
                from = cut;
            }
            if (line.length() + found.length() - from > width && !line.isEmpty()) {
                lines.add(CodePoints.stripEnd(line.toString()));
                line.setLength(0);
            }
            if (!blank || !line.isEmpty() || lines.isEmpty()) {
                line.append(found, from, found.length());
            }
        }
        String last = CodePoints.stripEnd(line.toString());
        if (!last.isEmpty()) {
            lines.add(last);
        }
        return lines;
    }

    /** Without everything between the two, and them. */
    private static String without(String text, String open, String close) {
        var out = new StringBuilder();
        int from = 0;
        while (true) {
            int start = text.indexOf(open, from);
            int end = start < 0 ? -1 : text.indexOf(close, start);
            if (end < 0) {
                return out.append(text, from, text.length()).toString();
            }
            out.append(text, from, start);
            from = end + close.length();
        }
    }

    private static String withoutTags(String text) {
        String plain = without(without(text, "<!--", "-->"), "<", ">");
        return CodePoints.strip(plain.replaceAll("\\s+", " "))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&nbsp;", "\u00a0")
                .replace("&amp;", "&");
    }

    private static Object urlEncode(@Nullable Object value, Arguments a, Frame frame) {
        Object plain = PythonObject.plain(value);
        if (plain instanceof String || plain == null || !PythonSequence.isIterable(plain)) {
            return percentEncoded(text(value, frame)).replace("%2F", "/");
        }
        List<?> pairs = plain instanceof Map
                ? PythonSequence.items(PythonMethods.call(plain, "items", Arguments.NONE, frame.budget()))
                : PythonSequence.items(plain);
        List<String> written = new ArrayList<>();
        for (Object pair : pairs) {
            List<?> both = PythonSequence.items(pair);
            if (both.size() != 2) {
                throw PythonError.value("urlencode needs pairs");
            }
            written.add((percentEncoded(text(both.get(0), frame)) + "=" + percentEncoded(text(both.get(1), frame)))
                    .replace("%20", "+"));
        }
        return String.join("&", written);
    }

    private static String percentEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static Object linked(@Nullable Object value, Arguments a, Frame frame) {
        List<String> relations =
                new ArrayList<>(a.isNone(3) ? List.of() : List.of(a.text(3).split("\\s+")));
        relations.add("noopener");
        if (a.truth(1)) {
            relations.add("nofollow");
        }
        String attributes = " rel=\""
                + String.join(" ", relations.stream().sorted().toList()) + "\""
                + (a.isNone(2) ? "" : " target=\"" + Markup.escape(a.get(2)).text() + "\"");
        var out = new StringBuilder();
        for (String word : text(value, frame).split("(?<=\\s)|(?=\\s)")) {
            var link = LINK.matcher(word);
            if (word.length() > LONGEST_LINK || !link.matches()) {
                out.append(Markup.escaped(word));
                continue;
            }
            String address = Markup.escaped(link.group(2));
            boolean mail = address.indexOf('@') >= 0 && !address.contains("://");
            String shown = a.isNone(0) || address.length() <= a.integer(0)
                    ? address
                    : address.substring(0, Math.max(0, a.integer(0))) + "...";
            out.append(Markup.escaped(link.group(1)))
                    .append("<a href=\"")
                    .append(mail ? "mailto:" : address.startsWith("www.") ? "https://" : "")
                    .append(address)
                    .append('"')
                    .append(mail ? "" : attributes)
                    .append('>')
                    .append(shown)
                    .append("</a>")
                    .append(Markup.escaped(link.group(3)));
        }
        return out.toString();
    }

    private static Object attributes(@Nullable Object value, Arguments a, Frame frame) {
        if (!(PythonObject.plain(value) instanceof Map<?, ?> map)) {
            throw PythonError.type("xmlattr needs a dictionary");
        }
        List<String> written = new ArrayList<>();
        map.forEach((key, item) -> {
            String name = text(key, frame);
            if (name.matches("(?s).*[\\s/>=].*")) {
                throw PythonError.value("Invalid character in attribute name: " + PythonText.repr(name));
            }
            if (item != null && !(item instanceof Undefined)) {
                written.add(Markup.escaped(name) + "=\"" + Markup.escape(item).text() + "\"");
            }
        });
        String all = String.join(" ", written);
        return a.truth(0) && !all.isEmpty() ? " " + all : all;
    }

    private static Object json(@Nullable Object value, Arguments a, Frame frame) {
        String indent = a.isNone(0) ? null : blanks(a);
        var json = new PythonJson(indent == null ? ", " : ",", ": ", indent, true, true, true);
        return new Markup(json.write(value, frame.budget()));
    }

    /** With the keys of dictionaries in order, which is all that we do of Python's {@code pprint}. */
    private static @Nullable Object sorted(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map
                && depth < 50
                && map.keySet().stream().allMatch(String.class::isInstance)) {
            Map<Object, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(key, sorted(item, depth + 1)));
            return sorted;
        }
        return value;
    }
}
