package io.hookline.expressions.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which parameters that name each other have to be rendered. */
public sealed interface ParameterOrder {
    /** Each name stands behind those it depends on. */
    record Ordered(List<String> names) implements ParameterOrder {}

    /** Parameters that need each other, or one that needs itself. */
    record Circle(List<String> names) implements ParameterOrder {
        public String message() {
            return "Cyclic dependency found in the following variables: " + String.join(", ", names)
                    + ". Likely the variable is referencing itself";
        }
    }

    /** A parameter names what is neither a parameter nor in the context. */
    record Unsatisfied(String name) implements ParameterOrder {
        public String message() {
            return "Dependency unsatisfied in variable \"" + name + "\"";
        }
    }

    /**
     * @param parameters plain values by name, defaults among them
     * @param context the further names that templates may use
     */
    static ParameterOrder of(Map<String, ?> parameters, Set<String> context, Templates templates) {
        throw new UnsupportedOperationException();
    }
}
