package io.hookline.common.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates the schemas that packs write into plain draft 4. {@code required: true} inside a property moves to the object that holds it;
 * a property that is neither required nor has a default admits null too; keywords that check nothing, and those of packs alone, are left
 * out ({@code $schema} and {@code id} among them: they would send the checker elsewhere).
 */
final class PackDialect {
    /** Keywords whose value is one schema, or for some a boolean. */
    static final Set<String> ONE = Set.of("not", "additionalProperties", "additionalItems");

    /** Keywords whose value is a list of schemas. */
    static final Set<String> SEVERAL = Set.of("allOf", "anyOf", "oneOf");

    /** Keywords whose value holds schemas by name. */
    static final Set<String> NAMED = Set.of("properties", "patternProperties", "definitions", "dependencies");

    private static final Set<String> PLAIN = Set.of(
            "$ref",
            "type",
            "enum",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "minProperties",
            "maxProperties");

    /** With one of these, admitting null takes more than naming it among the types. */
    private static final List<String> CLOSED_TO_NULL = List.of("$ref", "enum", "not", "allOf", "anyOf", "oneOf");

    private PackDialect() {}

    static ObjectNode draft4(JsonNode schema) {
        ObjectNode draft4 = Json.object();
        for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
            String name = keyword.getKey();
            JsonNode value = keyword.getValue();
            if (PLAIN.contains(name)) {
                draft4.set(name, value);
            } else if (name.equals("properties") && value.isObject()) {
                draft4.set(name, properties(schema, value));
            } else if (NAMED.contains(name)) {
                draft4.set(name, named(value));
            } else if (SEVERAL.contains(name) || name.equals("items") || ONE.contains(name)) {
                draft4.set(name, nested(value));
            }
        }
        ArrayNode required = required(schema);
        if (!required.isEmpty()) {
            draft4.set("required", required);
        }
        return draft4;
    }

    private static JsonNode properties(JsonNode schema, JsonNode properties) {
        ObjectNode translated = Json.object();
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode nested = nested(property.getValue());
            boolean optional = !isRequired(schema, property.getKey(), property.getValue())
                    && !property.getValue().hasNonNull("default");
            translated.set(
                    property.getKey(), optional && nested instanceof ObjectNode object ? orNull(object) : nested);
        }
        return translated;
    }

    private static JsonNode named(JsonNode schemas) {
        if (!schemas.isObject()) {
            return schemas;
        }
        ObjectNode translated = Json.object();
        for (Map.Entry<String, JsonNode> schema : schemas.properties()) {
            // A dependency may be a list of names.
            translated.set(
                    schema.getKey(), schema.getValue().isArray() ? schema.getValue() : nested(schema.getValue()));
        }
        return translated;
    }

    private static JsonNode nested(JsonNode value) {
        if (value.isObject()) {
            return draft4(value);
        }
        if (value.isNull()) {
            return Json.object();
        }
        if (value.isArray()) {
            ArrayNode translated = Json.mapper().createArrayNode();
            value.forEach(schema -> translated.add(nested(schema)));
            return translated;
        }
        return value;
    }

    private static ArrayNode required(JsonNode schema) {
        ArrayNode names = Json.mapper().createArrayNode();
        if (schema.path("required").isArray()) {
            names.addAll((ArrayNode) schema.path("required"));
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode marked = property.getValue().path("required");
            if (marked.isBoolean() && marked.booleanValue() && !names(names, property.getKey())) {
                names.add(property.getKey());
            }
        }
        return names;
    }

    private static boolean isRequired(JsonNode schema, String name, JsonNode property) {
        JsonNode marked = property.path("required");
        return (marked.isBoolean() && marked.booleanValue()) || names(schema.path("required"), name);
    }

    private static boolean names(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (item.isTextual() && item.textValue().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isTextual() && !type.textValue().equals("null")) {
            schema.putArray("type").add(type).add("null");
        } else if (type.isArray() && !names(type, "null")) {
            schema.putArray("type").addAll((ArrayNode) type).add("null");
        }
        if (CLOSED_TO_NULL.stream().noneMatch(schema::has)) {
            return schema;
        }
        ObjectNode either = Json.object();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }
}
