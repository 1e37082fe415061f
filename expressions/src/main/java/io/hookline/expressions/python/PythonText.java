package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/** How Python prints values. */
public final class PythonText {
    private PythonText() {}

    /** As {@code str(value)}: {@code True}, {@code None}, {@code [1, 'a']}; text as it is. */
    public static String str(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }

    /** As {@code repr(value)}: text in quotes. */
    public static String repr(@Nullable Object value) {
        throw new UnsupportedOperationException();
    }
}
