package io.hookline.expressions.template;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rendering: what it is given, what it may spend, and those who do it. Used by one thread. */
final class Frame {
    private final Map<String, ?> context;
    private final Budget budget;
    private final Patterns patterns;
    private final Evaluator evaluator;
    private final Renderer renderer;

    Frame(Map<String, ?> context, Budget budget, Patterns patterns) {
        this.context = context;
        this.budget = budget;
        this.patterns = patterns;
        this.evaluator = new Evaluator(this);
        this.renderer = new Renderer(this);
    }

    Budget budget() {
        return budget;
    }

    Patterns patterns() {
        return patterns;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Renderer renderer() {
        return renderer;
    }

    Datastore datastore() {
        return context.get(Datastore.NAME) instanceof Datastore datastore ? datastore : Datastore.EMPTY;
    }

    /** A name that the template itself has not set: from the context, else one of the functions. */
    @Nullable
    Object named(String name) {
        Object value = context.get(name);
        if (value != null || context.containsKey(name)) {
            return value;
        }
        Object function = Functions.named(name);
        return function != null ? function : new Undefined("'" + name + "' is undefined");
    }
}
