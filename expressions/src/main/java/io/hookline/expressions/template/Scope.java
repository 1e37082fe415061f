package io.hookline.expressions.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names that a template sets itself; what is set in an inner scope does not get out of it. */
final class Scope {
    private final @Nullable Scope outer;
    private @Nullable Map<String, @Nullable Object> names;
    private final boolean escapes;

    private Scope(@Nullable Scope outer, boolean escapes) {
        this.outer = outer;
        this.escapes = escapes;
    }

    static Scope outermost() {
        return new Scope(null, false);
    }

    Scope inner() {
        return new Scope(this, escapes);
    }

    Scope escaping(boolean on) {
        return new Scope(this, on);
    }

    /** Whether outputs are escaped for HTML here. */
    boolean escapes() {
        return escapes;
    }

    void set(String name, @Nullable Object value) {
        if (names == null) {
            names = new HashMap<>();
        }
        names.put(name, value);
    }

    /** {@link TemplateObject#MISSING} if the template has not set it. */
    @Nullable
    Object get(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.names != null && scope.names.containsKey(name)) {
                return scope.names.get(name);
            }
        }
        return TemplateObject.MISSING;
    }
}
