package io.hookline.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The words that a script gets for an action's parameters (spec: actions-and-runners, 4.2). Pure. */
final class ShellArguments {
    private ShellArguments() {}

    /** Named ones, then positional ones. */
    static List<String> of(Order order) {
        ObjectNode schemas = order.action().parameters().deepCopy();
        order.runner().fieldNames().forEachRemaining(schemas::remove);
        Notation notation = order.runner().path("json_arguments").asBoolean(false) ? Notation.JSON : Notation.PYTHON;
        return of(schemas, order.parameters(), order.runner().path("kwarg_op").asText("--"), notation);
    }

    /**
     * @param schemas of the action's own parameters, by name
     */
    static List<String> of(ObjectNode schemas, ObjectNode values, String operator, Notation notation) {
        List<String> words = new ArrayList<>();
        values.properties().stream()
                .filter(value -> !isPositional(schemas.path(value.getKey())))
                .forEach(value -> addNamed(words, operator + value.getKey(), value.getValue(), notation));
        schemas.properties().stream()
                .filter(schema -> isPositional(schema.getValue()))
                .sorted(Comparator.comparingInt(
                        schema -> schema.getValue().path("position").asInt()))
                .forEach(schema -> words.add(positional(schema, values)));
        return words;
    }

    private static boolean isPositional(JsonNode schema) {
        return schema.path("position").isNumber();
    }

    private static void addNamed(List<String> words, String name, JsonNode value, Notation notation) {
        if (value.isBoolean()) {
            if (value.booleanValue()) {
                words.add(name);
            }
        } else if (!value.isNull() && !"".equals(value.textValue())) {
            words.add(name + "=" + (value.isContainerNode() ? notation.text(value) : python(value)));
        }
    }

    /** Every parameter with a position has its word, or those behind it would move. */
    private static String positional(Map.Entry<String, JsonNode> schema, ObjectNode values) {
        JsonNode value = values.path(schema.getKey());
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return switch (schema.getValue().path("type").asText("")) {
            case "boolean" -> value.asBoolean() ? "1" : "0";
            case "array" -> value.isArray() ? joined(value) : python(value);
            case "object" -> value.isObject() ? compact(value) : python(value);
            default -> python(value); // of JSON Schema's types, and whatever else stands there
        };
    }

    private static String joined(JsonNode items) {
        List<String> words = new ArrayList<>();
        items.forEach(item -> words.add(python(item)));
        return String.join(",", words);
    }

    private static String compact(JsonNode object) {
        return object.isEmpty() ? "" : Json.text(object);
    }

    /** As Python prints it. */
    private static String python(JsonNode value) {
        return PythonText.str(PythonValues.of(value));
    }

    /** In which lists and objects of named arguments are written: scripts in the wild parse what Python prints. */
    enum Notation {
        PYTHON,
        JSON;

        private String text(JsonNode value) {
            return switch (this) {
                case PYTHON -> python(value);
                case JSON -> Json.text(value);
            };
        }
    }
}
