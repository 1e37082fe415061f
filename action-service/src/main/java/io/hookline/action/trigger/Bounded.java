package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;

/** Makes values short enough to travel in a record: what is cut says so, and keeps what is short in it, such as a return code. */
final class Bounded {
    static final String MARK = "__truncated";

    private static final int SHORT = 1024;

    private final long largest;

    /**
     * @param largest bytes of a value as JSON
     */
    Bounded(long largest) {
        this.largest = largest;
    }

    JsonNode value(JsonNode whole) {
        int size = Json.bytes(whole).length;
        return size <= largest ? whole : cut(whole, size);
    }

    private ObjectNode cut(JsonNode whole, int size) {
        ObjectNode rest = Json.object();
        long left = largest;
        if (whole instanceof ObjectNode object) {
            for (var field : object.properties()) {
                int cost = Json.bytes(field.getValue()).length + field.getKey().length();
                if (cost <= SHORT && cost <= left) {
                    rest.set(field.getKey(), field.getValue());
                    left -= cost;
                }
            }
        }
        return rest.put(MARK, size);
    }
}
