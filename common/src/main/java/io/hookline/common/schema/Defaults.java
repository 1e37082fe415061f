package io.hookline.common.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Puts a schema's defaults where a value is absent or null, in nested objects and lists too (spec: executions, 4.2). */
final class Defaults {
    private final JsonNode schema;
    private final boolean any;

    Defaults(JsonNode schema) {
        this.schema = schema;
        this.any = !schema.findValues("default").isEmpty();
    }

    /** The value itself if nothing is filled in, else a copy. */
    JsonNode filledInto(JsonNode value) {
        return any ? filled(schema, value) : value;
    }

    private static JsonNode filled(JsonNode schema, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> filledObject(schema.path("properties"), object);
            case ArrayNode list -> filledList(schema.path("items"), list);
            default -> value;
        };
    }

    private static JsonNode filledObject(JsonNode properties, ObjectNode object) {
        ObjectNode filled = object;
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = property.getKey();
            JsonNode given = object.get(name);
            JsonNode value =
                    given == null || given.isNull() ? property.getValue().get("default") : given;
            JsonNode inner = value == null ? null : filled(property.getValue(), value);
            if (inner != null && inner != given) {
                filled = filled == object ? copy(object) : filled;
                filled.set(name, inner);
            }
        }
        return filled;
    }

    private static JsonNode filledList(JsonNode items, ArrayNode list) {
        if (!items.isObject()) {
            return list;
        }
        ArrayNode filled = JsonNodeFactory.instance.arrayNode(list.size());
        boolean changed = false;
        for (JsonNode item : list) {
            JsonNode inner = filled(items, item);
            changed |= inner != item;
            filled.add(inner);
        }
        return changed ? filled : list;
    }

    private static ObjectNode copy(ObjectNode object) {
        return JsonNodeFactory.instance.objectNode().setAll(object);
    }
}
