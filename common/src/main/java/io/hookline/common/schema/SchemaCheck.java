package io.hookline.common.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Checks a value against a schema as packs write it: draft 4 with draft 3's boolean {@code required} inside a property, where an
 * optional property without a default also admits null (spec: webhooks-and-triggers, 2; executions, 4).
 */
public final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * The first thing that is wrong, in the words of StackStorm's checker ({@code 'name' is a required property}); empty if all is well.
     *
     * @param schema an object schema
     */
    public static Optional<String> firstFault(JsonNode schema, JsonNode value) {
        throw new UnsupportedOperationException();
    }
}
