package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonObject;
import io.hookline.expressions.python.PythonText;
import org.jspecify.annotations.Nullable;

/** Text that is HTML already, and is not escaped again. */
record Markup(String text) implements PythonObject {
    @Override
    public String typeName() {
        return "Markup";
    }

    @Override
    public Object plain() {
        return text;
    }

    @Override
    public String str() {
        return text;
    }

    @Override
    public boolean truth() {
        return !text.isEmpty();
    }

    static Markup escape(@Nullable Object value) {
        return value instanceof Markup markup ? markup : new Markup(escaped(PythonText.str(value)));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace(">", "&gt;")
                .replace("<", "&lt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    /** Markup if the value that the text was made from is. */
    static Object like(@Nullable Object value, String text) {
        return value instanceof Markup ? new Markup(text) : text;
    }
}
