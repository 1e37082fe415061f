package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ParameterShape;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.Optional;

/**
 * What the configuration of a pack has to look like (spec: packs-and-datastore, 2.6).
 *
 * @param attributes schema by name
 */
record ConfigSchema(String id, String pack, ObjectNode attributes) implements Document {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "additionalProperties": false, "patternProperties": {"^\\\\w+$": %s}}
            """.formatted(ParameterShape.TEXT));

    @Override
    public String ref() {
        return pack;
    }

    /** Why this is no schema of a configuration; empty if it is one. */
    static Optional<String> fault(JsonNode attributes) {
        return attributes.isNull()
                ? Optional.of("The file is empty")
                : SchemaCheck.firstFault(SHAPE, attributes)
                        .or(() -> SchemaCheck.schemaFault(whole(attributes))
                                .map(fault -> "The schema is not valid: " + fault));
    }

    /** All attributes as one object, which may hold more. */
    static ObjectNode whole(JsonNode attributes) {
        return Json.object().put("type", "object").set("properties", attributes);
    }
}
