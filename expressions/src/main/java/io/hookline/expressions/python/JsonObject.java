package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object as a map of plain values, each of which is made when somebody asks for it. */
final class JsonObject extends AbstractMap<String, @Nullable Object> {
    private final ObjectNode json;

    JsonObject(ObjectNode json) {
        this.json = json;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && json.has(name);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        JsonNode value = key instanceof String name ? json.get(name) : null;
        return value == null ? null : PythonValues.view(value);
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        @Override
        public int size() {
            return json.size();
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            Iterator<Map.Entry<String, JsonNode>> fields = json.properties().iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return fields.hasNext();
                }

                @Override
                public Map.Entry<String, @Nullable Object> next() {
                    Map.Entry<String, JsonNode> field = fields.next();
                    return new SimpleImmutableEntry<>(field.getKey(), PythonValues.view(field.getValue()));
                }
            };
        }
    }
}
