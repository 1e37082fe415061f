package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonObject;

/**
 * What an unknown name or key gives. It may be handed around, and asked whether it is defined; whatever looks at it fails.
 *
 * @param forgiving for an inline {@code if} without {@code else}: nothing at all, but no error
 */
record Undefined(String message, boolean forgiving) implements PythonObject {
    static final Undefined NOTHING =
            new Undefined("the inline if-expression evaluated to false and no else section was defined.", true);

    Undefined(String message) {
        this(message, false);
    }

    TemplateError error() {
        return new TemplateError(Reason.UNDEFINED, message);
    }

    @Override
    public String typeName() {
        return "Undefined";
    }

    @Override
    public Object plain() {
        return str();
    }

    @Override
    public String str() {
        if (forgiving) {
            return "";
        }
        throw error();
    }

    @Override
    public boolean truth() {
        return !str().isEmpty();
    }
}
