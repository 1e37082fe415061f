package io.hookline.expressions.template;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of parameters: text, or lists and objects with templates among their leaves (spec: templating, 2). */
public final class ParameterValues {
    private ParameterValues() {}

    /**
     * Text becomes text, uncast. A list or object is rendered leaf by leaf and keeps its form; a leaf that is exactly <code>{{name}}</code>
     * keeps the type of what it names. A value with a leaf that can't be read as a template stays as it stands.
     *
     * @param value a plain value
     */
    public static Value render(@Nullable Object value, Map<String, ?> context, Templates templates) {
        throw new UnsupportedOperationException();
    }

    /** The names that the templates in the value expect; empty if it holds none, or one that can't be read. */
    public static Set<String> names(@Nullable Object value, Templates templates) {
        throw new UnsupportedOperationException();
    }
}
