package io.hookline.expressions.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (Map.Entry<String, ?> parameter : parameters.entrySet()) {
            Set<String> needed = new LinkedHashSet<>();
            for (String name : ParameterValues.names(parameter.getValue(), templates)) {
                if (parameters.containsKey(name)) {
                    needed.add(name);
                } else if (!context.contains(name)) {
                    return new Unsatisfied(name);
                }
            }
            needs.put(parameter.getKey(), needed);
        }
        return ordered(needs);
    }

    private static ParameterOrder ordered(Map<String, Set<String>> needs) {
        List<String> ordered = new ArrayList<>();
        while (!needs.isEmpty()) {
            List<String> ready = needs.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            if (ready.isEmpty()) {
                return new Circle(inCircles(needs));
            }
            ordered.addAll(ready);
            needs.keySet().removeAll(ready);
            needs.values().forEach(needed -> needed.removeAll(ready));
        }
        return new Ordered(List.copyOf(ordered));
    }

    /** Those that, directly or not, need themselves; not those that merely need one of them. */
    private static List<String> inCircles(Map<String, Set<String>> needs) {
        Set<String> circle = new TreeSet<>();
        for (String start : needs.keySet()) {
            Set<String> reached = new LinkedHashSet<>(needs.getOrDefault(start, Set.of()));
            List<String> open = new ArrayList<>(reached);
            while (!open.isEmpty()) {
                for (String next : needs.getOrDefault(open.remove(open.size() - 1), Set.of())) {
                    if (reached.add(next)) {
                        open.add(next);
                    }
                }
            }
            if (reached.contains(start)) {
                circle.add(start);
            }
        }
        return List.copyOf(circle);
    }
}
