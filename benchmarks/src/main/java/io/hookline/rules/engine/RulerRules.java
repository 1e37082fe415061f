package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Map;

/** Criteria as event-ruler writes them, for the operators that both have. */
final class RulerRules {
    private RulerRules() {}

    static ObjectNode of(ObjectNode criteria) {
        ObjectNode rule = Json.object();
        for (Map.Entry<String, JsonNode> criterion : criteria.properties()) {
            String[] names = criterion.getKey().split("\\.", -1);
            ObjectNode parent = rule;
            for (int i = 1; i < names.length - 1; i++) {
                parent = parent.withObjectProperty(names[i]);
            }
            ArrayNode any = parent.putArray(names[names.length - 1]);
            JsonNode pattern = criterion.getValue().path("pattern");
            switch (criterion.getValue().path("type").asText()) {
                case "equals" -> any.add(pattern);
                case "startswith" -> any.addObject().set("prefix", pattern);
                case "exists" -> any.addObject().put("exists", true);
                default -> throw new IllegalArgumentException("event-ruler has no " + criterion.getValue());
            }
        }
        return rule;
    }
}
