package io.hookline.expressions.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template read once. Immutable; may be rendered by many threads at a time. */
public final class Template {
    Template() {}

    /** True if the text holds a marker, so that it has to be read as a template (spec: templating, 1). */
    public static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }

    /** Why the text is no template, if it can't be read. */
    public Optional<String> fault() {
        throw new UnsupportedOperationException();
    }

    /** The names it expects from its context, evaluated or not. Empty if it can't be read. */
    public Set<String> names() {
        throw new UnsupportedOperationException();
    }

    /**
     * @param context plain values, and {@link DatastoreNames}, by name; not changed
     */
    public Rendering render(Map<String, ?> context) {
        throw new UnsupportedOperationException();
    }

    /**
     * The value a criteria pattern stands for (spec: rules-and-criteria, 6.4): a template that is one expression gives that expression's
     * value, any other is rendered, and its text read as JSON if it is JSON.
     */
    public Value value(Map<String, ?> context) {
        throw new UnsupportedOperationException();
    }
}
