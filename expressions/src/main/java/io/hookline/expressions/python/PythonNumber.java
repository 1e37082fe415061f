package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/** Python's numbers: integers without bound, and floats. */
public final class PythonNumber {
    private PythonNumber() {}

    /**
     * As {@code int(value)}: Long or BigInteger.
     *
     * @throws PythonError in Python's words
     */
    public static Object integer(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /**
     * As {@code float(value)}.
     *
     * @throws PythonError in Python's words
     */
    public static double real(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
