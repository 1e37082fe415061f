package io.hookline.expressions.python;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Plain values, the ones that templates, criteria and casts work on: null, Boolean, Long or (beyond it) BigInteger, Double, String, List,
 * Map with text as keys.
 */
public final class PythonValues {
    private PythonValues() {}

    /** Unmodifiable, all the way down; the order of keys is kept. */
    public static @Nullable Object of(JsonNode json) {
        throw new UnsupportedOperationException();
    }

    /** Tuples become lists, keys that are no text the text Python's {@code json.dumps} makes of them. */
    public static JsonNode json(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
