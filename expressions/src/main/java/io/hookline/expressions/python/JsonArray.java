package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A JSON array as a list of plain values, each of which is made when somebody asks for it. */
final class JsonArray extends AbstractList<@Nullable Object> implements RandomAccess {
    private final ArrayNode json;

    JsonArray(ArrayNode json) {
        this.json = json;
    }

    @Override
    public int size() {
        return json.size();
    }

    @Override
    public @Nullable Object get(int index) {
        return PythonValues.view(json.get(Objects.checkIndex(index, json.size())));
    }
}
