package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/** Reads a value as Python writes it, {@code {'a': [1, None]}}: literals only, no names, no calls. */
public final class PythonLiteral {
    private PythonLiteral() {}

    /**
     * Tuples and sets become lists.
     *
     * @throws PythonError if the text is anything but one literal
     */
    public static @Nullable Object read(String text) {
        throw new UnsupportedOperationException();
    }
}
