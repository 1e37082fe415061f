package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.util.List;
import java.util.Map;

/** Hides what a schema marks {@code secret: true}, wherever in a value it stands (spec: executions, 5). */
final class Secrets {
    private static final TextNode MASK = TextNode.valueOf("********");
    private static final List<String> CHOICES = List.of("allOf", "anyOf", "oneOf");

    private Secrets() {}

    /**
     * @param schemas by parameter name
     * @return a copy
     */
    static ObjectNode masked(JsonNode schemas, ObjectNode parameters) {
        ObjectNode masked = Json.object();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            masked.set(parameter.getKey(), maskedValue(schemas.path(parameter.getKey()), parameter.getValue()));
        }
        return masked;
    }

    private static JsonNode maskedValue(JsonNode schema, JsonNode value) {
        if (schema.path("secret").asBoolean()) {
            return MASK;
        }
        JsonNode masked = switch (value) {
            case ObjectNode object -> maskedObject(schema, object);
            case ArrayNode list -> maskedList(schema.path("items"), list);
            // Where an object with secrets is declared, text may be that object before its cast.
            default -> value.isTextual() && holdsSecrets(schema) ? MASK : value;
        };
        for (String choice : CHOICES) {
            for (JsonNode alternative : schema.path(choice)) {
                masked = maskedValue(alternative, masked);
            }
        }
        return masked;
    }

    private static ObjectNode maskedObject(JsonNode schema, ObjectNode object) {
        ObjectNode masked = Json.object();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode declared = schema.path("properties").path(field.getKey());
            JsonNode value = field.getValue();
            if (declared.isMissingNode()) {
                value = maskedValue(schema.path("additionalProperties"), value);
                for (JsonNode pattern : schema.path("patternProperties")) {
                    value = maskedValue(pattern, value); // one pattern's secret is enough, whichever of them fits
                }
            } else {
                value = maskedValue(declared, value);
            }
            masked.set(field.getKey(), value);
        }
        return masked;
    }

    private static ArrayNode maskedList(JsonNode items, ArrayNode list) {
        ArrayNode masked = Json.mapper().createArrayNode();
        for (int i = 0; i < list.size(); i++) {
            masked.add(maskedValue(items.isArray() ? items.path(i) : items, list.get(i)));
        }
        return masked;
    }

    private static boolean holdsSecrets(JsonNode schema) {
        return schema.findValues("secret").stream().anyMatch(JsonNode::asBoolean);
    }
}
