package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Replaces what a schema marks {@code secret: true}, wherever in a value it stands (spec: executions, 5).
 *
 * @param replacement for a secret value: a mask, the sealed value, the opened one
 */
public record Secrets(UnaryOperator<JsonNode> replacement) {
    public static final TextNode MASK = TextNode.valueOf("********");
    private static final List<String> CHOICES = List.of("allOf", "anyOf", "oneOf");

    /** Eight asterisks, whatever the secret is. */
    public static final Secrets MASKED = new Secrets(secret -> MASK);

    /** Who sends a mask back means the value behind it, wherever in a value that stands. */
    public static JsonNode unmasked(JsonNode given, JsonNode known) {
        return switch (given) {
            case ObjectNode object -> {
                ObjectNode unmasked = Json.object();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    unmasked.set(field.getKey(), unmasked(field.getValue(), known.path(field.getKey())));
                }
                yield unmasked;
            }
            case ArrayNode list -> {
                ArrayNode unmasked = Json.mapper().createArrayNode();
                for (int i = 0; i < list.size(); i++) {
                    unmasked.add(unmasked(list.get(i), known.path(i)));
                }
                yield unmasked;
            }
            default -> given.equals(MASK) && !known.isMissingNode() ? known : given;
        };
    }

    /**
     * @param schemas by parameter name
     * @return a copy
     */
    public ObjectNode in(JsonNode schemas, ObjectNode parameters) {
        ObjectNode replaced = Json.object();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            replaced.set(parameter.getKey(), value(schemas.path(parameter.getKey()), parameter.getValue()));
        }
        return replaced;
    }

    /**
     * @param schema of the value as a whole
     * @return a copy, or the value itself where nothing in it is secret
     */
    public JsonNode value(JsonNode schema, JsonNode value) {
        // Where an object with secrets is declared, text may be that object before its cast.
        if (isSecret(schema) || (value.isTextual() && holdsSecrets(schema))) {
            return replacement.apply(value);
        }
        JsonNode replaced = switch (value) {
            case ObjectNode object -> object(schema, object);
            case ArrayNode list -> list(schema.path("items"), list);
            default -> value;
        };
        for (String choice : CHOICES) {
            for (JsonNode alternative : schema.path(choice)) {
                replaced = value(alternative, replaced);
            }
        }
        return replaced;
    }

    private ObjectNode object(JsonNode schema, ObjectNode object) {
        ObjectNode replaced = Json.object();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode declared = schema.path("properties").path(field.getKey());
            JsonNode value = field.getValue();
            if (declared.isMissingNode()) {
                value = value(schema.path("additionalProperties"), value);
                for (JsonNode pattern : schema.path("patternProperties")) {
                    value = value(pattern, value); // one pattern's secret is enough, whichever of them fits
                }
            } else {
                value = value(declared, value);
            }
            replaced.set(field.getKey(), value);
        }
        return replaced;
    }

    private ArrayNode list(JsonNode items, ArrayNode list) {
        ArrayNode replaced = Json.mapper().createArrayNode();
        for (int i = 0; i < list.size(); i++) {
            replaced.add(value(items.isArray() ? items.path(i) : items, list.get(i)));
        }
        return replaced;
    }

    /** Whether the schema or one of its alternatives marks the whole value; it is then replaced once. */
    private static boolean isSecret(JsonNode schema) {
        if (schema.path("secret").asBoolean()) {
            return true;
        }
        for (String choice : CHOICES) {
            for (JsonNode alternative : schema.path(choice)) {
                if (isSecret(alternative)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holdsSecrets(JsonNode schema) {
        return schema.findValues("secret").stream().anyMatch(JsonNode::asBoolean);
    }
}
