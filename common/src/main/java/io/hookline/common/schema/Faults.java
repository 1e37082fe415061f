package io.hookline.common.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.python.PythonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Chooses the fault to tell of, and words it as Python's checker does (spec: auth, 3; executions, 4.3). The shallowest comes first, so an
 * unknown property before a missing one; then what breaks a rule before what fits none of several alternatives; then the order in
 * which the schema names its properties. Of alternatives the one that was followed deepest is told of.
 */
final class Faults {
    private static final int MAX_SHOWN = 500;

    private Faults() {}

    /**
     * @param checked the whole of it; an error's own node may be another number of the same value, or not the one that is meant
     * @param schema what was checked against, to look up a keyword's neighbours
     */
    static Optional<String> first(List<Error> errors, JsonNode checked, ObjectNode schema) {
        return found(errors, checked, schema).map(SchemaCheck.Found::words);
    }

    /** The same with its place. */
    static Optional<SchemaCheck.Found> found(List<Error> errors, JsonNode checked, ObjectNode schema) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        List<String> order = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(order::add);
        Error first = errors.stream()
                .min(Comparator.comparing(error -> Rank.of(error, order)))
                .orElseThrow();
        JsonNode instance = at(checked, first.getInstanceLocation(), 0);
        return Optional.of(new SchemaCheck.Found(place(first), words(first, instance, errors, parent(first, schema))));
    }

    private static List<String> place(Error error) {
        NodePath location = error.getInstanceLocation();
        List<String> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getName(i));
        }
        if (error.getKeyword().equals("additionalProperties")) {
            path.add(error.getProperty());
        }
        return path;
    }

    private static String words(Error error, JsonNode instance, List<Error> all, JsonNode parent) {
        String value = shown(instance);
        JsonNode rule = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" -> shown(error.getProperty()) + " is a required property";
            case "type" -> value + " is not of type " + types(rule);
            case "additionalProperties" -> unexpectedProperties(together(error, all), parent);
            case "additionalItems" ->
                "Additional items are not allowed ("
                        + unexpected(together(error, all).stream()
                                .map(other -> shown(instance.path((Integer) other.getArguments()[0])))
                                .toList())
                        + ")";
            case "enum" -> value + " is not one of " + shown(rule);
            case "minimum" ->
                value + " is less than " + orEqual(parent, "exclusiveMinimum") + "the minimum of " + shown(rule);
            case "maximum" ->
                value + " is greater than " + orEqual(parent, "exclusiveMaximum") + "the maximum of " + shown(rule);
            case "pattern" -> value + " does not match " + shown(rule);
            case "minLength", "minItems" -> value + " is too short";
            case "maxLength", "maxItems" -> value + " is too long";
            case "minProperties" -> value + " does not have enough properties";
            case "maxProperties" -> value + " has too many properties";
            case "uniqueItems" -> value + " has non-unique elements";
            case "multipleOf" -> value + " is not a multiple of " + shown(rule);
            case "not" -> shown(rule) + " is not allowed for " + value;
            case "anyOf" -> value + " is not valid under any of the given schemas";
            case "oneOf" -> value + oneOf(error);
            case "dependencies" -> dependency(error, instance);
            default -> value + " " + error.getMessage();
        };
    }

    private static String types(JsonNode types) {
        if (types.isTextual()) {
            return shown(types);
        }
        return StreamSupport.stream(types.spliterator(), false)
                .map(Faults::shown)
                .collect(Collectors.joining(", "));
    }

    private static String unexpectedProperties(List<Error> errors, JsonNode parent) {
        List<String> names =
                errors.stream().map(error -> shown(error.getProperty())).toList();
        JsonNode patterns = parent.path("patternProperties");
        if (patterns.isEmpty()) {
            return "Additional properties are not allowed (" + unexpected(names) + ")";
        }
        List<String> regexes = new ArrayList<>();
        patterns.fieldNames().forEachRemaining(regex -> regexes.add(shown(regex)));
        return names.stream().sorted().collect(Collectors.joining(", ")) + (names.size() == 1 ? " does" : " do")
                + " not match any of the regexes: " + regexes.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String unexpected(List<String> things) {
        return String.join(", ", things) + (things.size() == 1 ? " was" : " were") + " unexpected";
    }

    private static String orEqual(JsonNode parent, String exclusive) {
        return parent.path(exclusive).booleanValue() ? "or equal to " : "";
    }

    private static String oneOf(Error error) {
        Object[] arguments = error.getArguments();
        boolean none = arguments.length == 0 || arguments[0].toString().equals("0");
        return none
                ? " is not valid under any of the given schemas"
                : " is valid under each of several schemas that exclude each other";
    }

    private static String dependency(Error error, JsonNode instance) {
        for (JsonNode needed : error.getSchemaNode().path(error.getProperty())) {
            if (!instance.has(needed.asText())) {
                return shown(needed) + " is a dependency of " + shown(error.getProperty());
            }
        }
        return shown(instance) + " " + error.getMessage();
    }

    /** The errors of the same keyword on the same value, which are told of in one sentence. */
    private static List<Error> together(Error first, List<Error> all) {
        return all.stream()
                .filter(error -> error.getEvaluationPath().equals(first.getEvaluationPath())
                        && error.getInstanceLocation().equals(first.getInstanceLocation()))
                .toList();
    }

    /** The schema that holds the keyword at fault. */
    private static JsonNode parent(Error error, ObjectNode schema) {
        return at(schema, error.getSchemaLocation().getFragment(), 1);
    }

    /**
     * @param before how many steps before the end of the path
     */
    private static JsonNode at(JsonNode root, NodePath path, int before) {
        JsonNode node = root;
        for (int i = 0; i < path.getNameCount() - before; i++) {
            node = path.getElement(i) instanceof Integer index ? node.path(index) : node.path(path.getName(i));
        }
        return node;
    }

    private static String shown(String text) {
        return shown(Json.mapper().getNodeFactory().textNode(text));
    }

    private static String shown(JsonNode value) {
        String text = PythonText.repr(PythonValues.of(value));
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    }

    /**
     * Where an error stands in line.
     *
     * @param depth steps into the value; a missing property counts as if it were there
     * @param alternative whether it tells of one of several alternatives; then depth is that of the choice, and deeper the error's own
     */
    private record Rank(int depth, boolean alternative, int property, int deeper) implements Comparable<Rank> {
        private static final Comparator<Rank> ORDER = Comparator.comparingInt(Rank::depth)
                .thenComparing(Rank::alternative)
                .thenComparingInt(Rank::property)
                .thenComparing(Rank::deeper, Comparator.reverseOrder());

        static Rank of(Error error, List<String> properties) {
            boolean missing = error.getKeyword().equals("required");
            NodePath location = error.getInstanceLocation();
            int own = location.getNameCount() + (missing ? 1 : 0);
            int choice = choiceDepth(error.getEvaluationPath());
            String property = location.getNameCount() > 0 ? location.getName(0) : missing ? error.getProperty() : "";
            boolean isChoice = choice >= 0 || error.getKeyword().equals("oneOf");
            return new Rank(choice >= 0 ? choice : own, isChoice, properties.indexOf(property), choice >= 0 ? own : -1);
        }

        /** How deep in the value the first choice between alternatives stands that leads to the error; -1: there is none. */
        private static int choiceDepth(NodePath path) {
            int depth = 0;
            for (int i = 0; i < path.getNameCount() - 1; i++) {
                switch (path.getName(i)) {
                    case "anyOf", "oneOf" -> {
                        return depth;
                    }
                    case "properties", "patternProperties" -> {
                        depth++;
                        i++; // over the name
                    }
                    case "items" -> {
                        depth++;
                        i += path.getElement(i + 1) instanceof Integer ? 1 : 0;
                    }
                    case "additionalProperties", "additionalItems" -> depth++;
                    case "dependencies", "allOf" -> i++;
                    default -> {} // $ref, not: the same value
                }
            }
            return -1;
        }

        @Override
        public int compareTo(Rank other) {
            return ORDER.compare(this, other);
        }
    }
}
