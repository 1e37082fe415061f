package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/** When values are equal, which comes first, what holds what, and what counts as true. */
public final class PythonOrder {
    private PythonOrder() {}

    /** Numbers by value and exactly, {@code true} as 1; text by characters; lists and objects by content. */
    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        throw new UnsupportedOperationException();
    }

    /**
     * Numbers with numbers, text with text by code point, lists with lists item by item.
     *
     * @throws PythonError for anything else
     */
    public static int compare(@Nullable Object left, @Nullable Object right) {
        throw new UnsupportedOperationException();
    }

    /**
     * Python's {@code item in container}.
     *
     * @throws PythonError if the container can hold nothing, or the item can't be in it
     */
    public static boolean contains(@Nullable Object container, @Nullable Object item) {
        throw new UnsupportedOperationException();
    }
}
