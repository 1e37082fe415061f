package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonObject;
import org.jspecify.annotations.Nullable;

/** A value of our own that has attributes: {@code loop.index}, {@code ns.x}. */
interface TemplateObject extends PythonObject {
    /** Given back for an attribute that is not there. */
    Object MISSING = new Object();

    default @Nullable Object attribute(String name) {
        return MISSING;
    }
}
