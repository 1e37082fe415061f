package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;

/** Values for an answer that people read: what is long is cut, and says so. */
final class Excerpt {
    private static final int LONGEST = 1_000;
    private static final int LONGEST_IN_A_SENTENCE = 80;

    private Excerpt() {}

    /** The value itself, or text that begins as its JSON does. */
    static JsonNode of(JsonNode value) {
        String text = Json.text(value);
        return text.length() <= LONGEST ? value : TextNode.valueOf(cut(text, LONGEST));
    }

    /** Each of an object's values for itself. */
    static ObjectNode ofEach(ObjectNode values) {
        ObjectNode excerpts = Json.object();
        values.properties().forEach(value -> excerpts.set(value.getKey(), of(value.getValue())));
        return excerpts;
    }

    /** As a sentence can hold it. */
    static String spelled(JsonNode value) {
        return cut(Json.text(value), LONGEST_IN_A_SENTENCE);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Never between the two halves of a character.
        int end = text.offsetByCodePoints(0, longest / 2);
        return text.substring(0, end) + "… (" + text.length() + " characters)";
    }
}
