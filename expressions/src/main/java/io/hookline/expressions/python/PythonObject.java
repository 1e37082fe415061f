package io.hookline.expressions.python;

import org.jspecify.annotations.Nullable;

/** A value that only templates have: a macro, a loop, something undefined, escaped text. */
public interface PythonObject {
    /** Python's name of its type, as error messages show it. */
    String typeName();

    /** What operations see in its place: itself, or the text or list it stands for. May refuse by throwing. */
    default @Nullable Object plain() {
        return this;
    }

    /** As {@code str(value)}. */
    default String str() {
        return "<" + typeName() + " object>";
    }

    /** As {@code bool(value)}. */
    default boolean truth() {
        return true;
    }

    /** The value as others see it. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof PythonObject object ? object.plain() : value;
    }
}
