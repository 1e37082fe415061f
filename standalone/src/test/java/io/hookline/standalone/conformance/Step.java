package io.hookline.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One step of a scenario, its names replaced by their values. */
record Step(JsonNode json) {
    private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)}");

    /** @param names  what earlier steps saved; a name that is not among them stays as it is written */
    static Step of(JsonNode written, Map<String, JsonNode> names) {
        return new Step(replaced(written, names));
    }

    boolean isPause() {
        return json.has("sleep_s");
    }

    Duration pause() {
        return seconds(json.path("sleep_s"));
    }

    String method() {
        return json.path("http").asText().split(" ", 2)[0];
    }

    /** With its query, as written. */
    String path() {
        return json.path("http").asText().split(" ", 2)[1];
    }

    String auth() {
        return json.path("auth").asText("none");
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        json.path("headers").properties().forEach(header -> headers.put(header.getKey(), text(header.getValue())));
        return headers;
    }

    boolean hasJson() {
        return json.has("json");
    }

    boolean hasForm() {
        return json.has("form");
    }

    boolean hasRaw() {
        return json.has("raw");
    }

    /** Names and values in their order; a name may come again. */
    List<Map.Entry<String, String>> form() {
        JsonNode form = json.path("form");
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.properties().forEach(field -> fields.add(Map.entry(field.getKey(), text(field.getValue()))));
        if (form.isArray()) {
            form.forEach(pair -> fields.add(Map.entry(text(pair.path(0)), text(pair.path(1)))));
        }
        return fields;
    }

    /** How long the step is tried again. */
    Duration patience() {
        return seconds(json.path("poll_s"));
    }

    JsonNode expected() {
        return json.path("expect");
    }

    /** Variable to path in the answer. */
    JsonNode saved() {
        return json.path("save");
    }

    @Override
    public String toString() {
        return json.path("http").asText();
    }

    /** As a query or header spells it. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static Duration seconds(JsonNode number) {
        return Duration.ofMillis(Math.round(number.asDouble() * 1000));
    }

    private static JsonNode replaced(JsonNode value, Map<String, JsonNode> names) {
        return switch (value.getNodeType()) {
            case STRING -> TextNode.valueOf(replaced(value.textValue(), names));
            case ARRAY -> {
                ArrayNode list = ((ArrayNode) value).arrayNode();
                value.forEach(item -> list.add(replaced(item, names)));
                yield list;
            }
            case OBJECT -> {
                ObjectNode object = ((ObjectNode) value).objectNode();
                value.properties()
                        .forEach(entry ->
                                object.set(replaced(entry.getKey(), names), replaced(entry.getValue(), names)));
                yield object;
            }
            default -> value;
        };
    }

    private static String replaced(String text, Map<String, JsonNode> names) {
        return NAME.matcher(text)
                .replaceAll(name -> java.util.regex.Matcher.quoteReplacement(
                        names.containsKey(name.group(1)) ? text(names.get(name.group(1))) : name.group()));
    }
}
