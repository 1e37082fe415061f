package io.hookline.expressions.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What the measured vectors take for granted. */
final class Measured {
    private Measured() {}

    /** Numbers compare by value, but a boolean is no number. */
    static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            return expected.size() == actual.size()
                    && expected.properties().stream()
                            .allMatch(field ->
                                    actual.has(field.getKey()) && same(field.getValue(), actual.get(field.getKey())));
        }
        if (expected.isArray() && actual.isArray()) {
            return expected.size() == actual.size()
                    && IntStream.range(0, expected.size()).allMatch(i -> same(expected.get(i), actual.get(i)));
        }
        return expected.isBoolean() == actual.isBoolean()
                && PythonOrder.equal(PythonValues.of(expected), PythonValues.of(actual));
    }

    /**
     * A context with the datastore in it.
     *
     * @param datastore keys and texts by scope
     */
    static Map<String, Object> context(
            JsonNode names, JsonNode datastore, Function<String, Optional<String>> decryption) {
        Map<String, Object> context = new LinkedHashMap<>();
        names.properties().forEach(name -> context.put(name.getKey(), PythonValues.of(name.getValue())));
        context.put(
                Datastore.NAME,
                Datastore.ofSystem(key -> text(datastore.path("system"), key), decryption)
                        .withUser(key -> text(datastore.path("user"), key)));
        return context;
    }

    private static Optional<String> text(JsonNode scope, String key) {
        return Optional.ofNullable(scope.get(key)).map(JsonNode::asText);
    }
}
