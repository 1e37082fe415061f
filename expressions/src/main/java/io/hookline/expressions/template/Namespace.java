package io.hookline.expressions.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code namespace()}: the one thing whose fields can be set from within a loop. */
record Namespace(Map<String, @Nullable Object> fields) implements TemplateObject {
    @Override
    public String typeName() {
        return "Namespace";
    }

    @Override
    public @Nullable Object attribute(String name) {
        return fields.containsKey(name) ? fields.get(name) : MISSING;
    }
}
