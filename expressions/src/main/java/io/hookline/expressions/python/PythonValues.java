package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plain values, the ones that templates, criteria and casts work on: null, Boolean, Long or (beyond it) BigInteger, Double, String, List,
 * Map with text as keys. Templates make more of them: tuples, ranges, dictionaries with other keys.
 */
public final class PythonValues {
    private PythonValues() {}

    /** Unmodifiable, all the way down; the order of keys is kept. */
    public static @Nullable Object of(JsonNode json) {
        return switch (json.getNodeType()) {
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>(json.size());
                json.forEach(item -> items.add(of(item)));
                yield Collections.unmodifiableList(items);
            }
            case OBJECT -> {
                Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(json.size());
                json.properties().forEach(field -> map.put(field.getKey(), of(field.getValue())));
                yield Collections.unmodifiableMap(map);
            }
            default -> single(json);
        };
    }

    /**
     * The same, made as far as somebody looks: for JSON of which most is never asked for. It shows what becomes of the JSON, so that must not
     * change.
     */
    public static @Nullable Object view(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> new JsonObject(object);
            case ArrayNode array -> new JsonArray(array);
            default -> single(json);
        };
    }

    private static @Nullable Object single(JsonNode json) {
        return switch (json.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> json.booleanValue();
            case STRING -> json.textValue();
            case NUMBER -> {
                if (json.isFloatingPointNumber()) {
                    yield json.doubleValue();
                }
                yield json.canConvertToLong() ? (Object) json.longValue() : json.bigIntegerValue();
            }
            case ARRAY, OBJECT, BINARY, POJO ->
                throw new IllegalArgumentException("no single value: " + json.getNodeType());
        };
    }

    /** Tuples become lists, keys that are no text the text Python's {@code json.dumps} makes of them. */
    public static JsonNode json(@Nullable Object value) {
        return json(value, 0);
    }

    private static JsonNode json(@Nullable Object value, int depth) {
        if (depth > PythonText.DEEPEST) {
            throw PythonError.limit("value is nested too deeply");
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (PythonObject.plain(value)) {
            case null -> nodes.nullNode();
            case Boolean flag -> nodes.booleanNode(flag);
            // As a parser makes it, so that equal JSON stays equal.
            case Long number when number == number.intValue() -> nodes.numberNode(number.intValue());
            case Long number -> nodes.numberNode(number);
            case BigInteger number -> nodes.numberNode(number);
            case Double number -> {
                if (!Double.isFinite(number)) {
                    throw PythonError.value("Out of range float values are not JSON compliant");
                }
                yield nodes.numberNode(number);
            }
            case String text -> nodes.textNode(text);
            case Map<?, ?> map -> {
                ObjectNode object = nodes.objectNode();
                map.forEach((key, item) -> object.set(PythonJson.key(key), json(item, depth + 1)));
                yield object;
            }
            default -> {
                ArrayNode array = nodes.arrayNode();
                PythonSequence.items(value).forEach(item -> array.add(json(item, depth + 1)));
                yield array;
            }
        };
    }

    /**
     * The value as it may leave a template: template-only values become the plain ones they stand for, lists and dictionaries become
     * unmodifiable.
     */
    public static @Nullable Object plain(@Nullable Object value, Meter meter) {
        return plain(value, meter, 0);
    }

    private static @Nullable Object plain(@Nullable Object value, Meter meter, int depth) {
        if (depth > PythonText.DEEPEST) {
            throw PythonError.limit("value is nested too deeply");
        }
        return switch (PythonObject.plain(value)) {
            case Map<?, ?> map -> {
                meter.items(map.size());
                Map<Object, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, item) -> copy.put(PythonJson.key(key), plain(item, meter, depth + 1)));
                yield Collections.unmodifiableMap(copy);
            }
            case PythonObject object -> object.str();
            case null -> null;
            case String text -> text;
            case Object number when PythonNumber.isNumber(number) -> number;
            default -> {
                List<?> items = PythonSequence.items(value);
                meter.items(items.size());
                List<@Nullable Object> copy = new ArrayList<>(items.size());
                items.forEach(item -> copy.add(plain(item, meter, depth + 1)));
                yield Collections.unmodifiableList(copy);
            }
        };
    }

    /** The key of a map that equals the given one: Python's {@code 1}, {@code 1.0} and {@code True} are the same key. */
    public static @Nullable Object keyIn(Map<?, ?> map, @Nullable Object key) {
        Object plain = PythonObject.plain(key);
        if (plain instanceof String || plain == null || !PythonNumber.isNumber(plain) || map.containsKey(plain)) {
            return plain;
        }
        if (plain instanceof Double real && (!Double.isFinite(real) || real != Math.rint(real))) {
            return plain;
        }
        Object whole = PythonNumber.integer(plain);
        if (map.containsKey(whole)) {
            return whole;
        }
        if (whole instanceof Long number && (number == 0 || number == 1) && map.containsKey(number == 1)) {
            return number == 1;
        }
        double real = PythonNumber.big(whole).doubleValue();
        return map.containsKey(real) && PythonNumber.compare(whole, real) == 0 ? (Object) real : plain;
    }

    /**
     * @throws PythonError for lists and dictionaries, which can't be keys
     */
    public static void checkHashable(@Nullable Object key) {
        switch (key) {
            case List<?> list -> throw PythonError.type("unhashable type: 'list'");
            case Map<?, ?> map -> throw PythonError.type("unhashable type: 'dict'");
            case PythonTuple tuple -> tuple.items().forEach(PythonValues::checkHashable);
            case null, default -> {}
        }
    }
}
