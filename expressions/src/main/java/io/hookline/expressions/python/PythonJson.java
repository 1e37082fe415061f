package io.hookline.expressions.python;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Python's {@code json} module reads and writes it.
 *
 * @param itemSeparator between items; written at the end of lines if there is an indent
 * @param indent null for a single line
 * @param html whether {@code < > & '} are escaped too
 */
public record PythonJson(
        String itemSeparator,
        String keySeparator,
        @Nullable String indent,
        boolean sortKeys,
        boolean ascii,
        boolean html) {
    /** As {@code json.dumps} writes without further options. */
    public static final PythonJson STANDARD = new PythonJson(", ", ": ", null, false, true, false);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(PythonText.DEEPEST)
                            .maxNumberLength(4_300)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Strict, so without {@code NaN}.
     *
     * @throws PythonError if the text is not JSON
     */
    public static @Nullable Object read(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (json == null || json.isMissingNode()) {
                throw PythonError.value("Expecting value: line 1 column 1 (char 0)");
            }
            return PythonValues.of(json);
        } catch (JsonProcessingException e) {
            throw PythonError.value("not JSON: " + e.getOriginalMessage());
        }
    }

    /** The text a key becomes. */
    static String key(@Nullable Object key) {
        return switch (PythonObject.plain(key)) {
            case null -> "null";
            case String text -> text;
            case Boolean flag -> flag ? "true" : "false";
            case Object number when PythonNumber.isNumber(number) -> PythonText.repr(number);
            default ->
                throw PythonError.type("keys must be str, int, float, bool or None, not " + PythonText.typeName(key));
        };
    }

    /**
     * @throws PythonError if a value has no JSON form
     */
    public String write(@Nullable Object value, Meter meter) {
        var out = new StringBuilder();
        write(value, out, 0, meter);
        return out.toString();
    }

    private void write(@Nullable Object value, StringBuilder out, int depth, Meter meter) {
        if (depth > PythonText.DEEPEST) {
            throw PythonError.limit("value is nested too deeply to be written as JSON");
        }
        int before = out.length();
        switch (PythonObject.plain(value)) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag ? "true" : "false");
            case Double number when Double.isNaN(number) -> out.append("NaN");
            case Double number when Double.isInfinite(number) -> out.append(number > 0 ? "Infinity" : "-Infinity");
            case Object number when PythonNumber.isNumber(number) -> out.append(PythonText.repr(number));
            case String text -> quote(text, out);
            case List<?> list -> writeItems(list, out, depth, meter);
            case PythonTuple tuple -> writeItems(tuple.items(), out, depth, meter);
            case Map<?, ?> map -> writeMap(map, out, depth, meter);
            default ->
                throw PythonError.type("Object of type " + PythonText.typeName(value) + " is not JSON serializable");
        }
        if (!(value instanceof List || value instanceof Map)) {
            meter.characters(out.length() - before);
        }
    }

    private void writeItems(List<?> items, StringBuilder out, int depth, Meter meter) {
        if (items.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            next(i, out, depth + 1, meter);
            write(items.get(i), out, depth + 1, meter);
        }
        breakLine(out, depth, meter);
        out.append(']');
    }

    private void writeMap(Map<?, ?> map, StringBuilder out, int depth, Meter meter) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        List<Object> keys = new ArrayList<>(map.keySet());
        if (sortKeys) {
            keys.sort((a, b) -> PythonOrder.compare(a, b, meter));
        }
        out.append('{');
        for (int i = 0; i < keys.size(); i++) {
            next(i, out, depth + 1, meter);
            quote(key(keys.get(i)), out);
            out.append(keySeparator);
            write(map.get(keys.get(i)), out, depth + 1, meter);
        }
        breakLine(out, depth, meter);
        out.append('}');
    }

    private void next(int index, StringBuilder out, int depth, Meter meter) {
        if (index > 0) {
            out.append(itemSeparator);
        }
        breakLine(out, depth, meter);
    }

    private void breakLine(StringBuilder out, int depth, Meter meter) {
        meter.characters(2);
        if (indent != null) {
            meter.characters((long) indent.length() * depth);
            out.append('\n').repeat(indent, depth);
        }
    }

    private void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || ascii && c > '~' || html && "<>&'".indexOf(c) >= 0) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
