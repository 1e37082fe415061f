package io.hookline.expressions.python;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's tuple: like a list, but never equal to one, and printed in round brackets. */
public record PythonTuple(List<@Nullable Object> items) {
    public PythonTuple {
        items = Collections.unmodifiableList(items);
    }

    public static PythonTuple of(@Nullable Object... items) {
        return new PythonTuple(java.util.Arrays.asList(items));
    }
}
