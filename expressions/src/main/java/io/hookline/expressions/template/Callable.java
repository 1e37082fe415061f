package io.hookline.expressions.template;

import io.hookline.expressions.python.Arguments;
import org.jspecify.annotations.Nullable;

/** A value that can be called. */
@FunctionalInterface
interface Callable extends TemplateObject {
    @Nullable
    Object call(Arguments arguments, Frame frame);

    @Override
    default String typeName() {
        return "function";
    }
}
