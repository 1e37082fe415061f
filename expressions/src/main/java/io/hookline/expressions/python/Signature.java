package io.hookline.expressions.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters that something callable declares, so that one place checks the arguments of all of them. */
public final class Signature {
    /** Stands where a parameter has no default. */
    public static final Object REQUIRED = new Object();

    /** Takes whatever is given, as it is given. */
    public static final Signature ANY = new Signature(List.of(), List.of(), true);

    private final List<String> names;
    private final List<@Nullable Object> defaults;
    private final boolean open;

    private Signature(List<String> names, List<@Nullable Object> defaults, boolean open) {
        this.names = names;
        this.defaults = defaults;
        this.open = open;
    }

    /** Names and defaults by turns: {@code of("width", 80L, "fill", REQUIRED)}. */
    public static Signature of(@Nullable Object... namesAndDefaults) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> defaults = new ArrayList<>();
        for (int i = 0; i < namesAndDefaults.length; i += 2) {
            names.add(String.valueOf(namesAndDefaults[i]));
            defaults.add(namesAndDefaults[i + 1]);
        }
        return new Signature(names, defaults, false);
    }

    /**
     * One value for each declared parameter, in order.
     *
     * @param callee for messages
     */
    public Arguments bind(String callee, Arguments given) {
        if (open) {
            return given;
        }
        if (given.positional().size() > names.size()) {
            throw PythonError.type("%s takes %d arguments but %d were given"
                    .formatted(callee, names.size(), given.positional().size()));
        }
        Map<String, @Nullable Object> left = new LinkedHashMap<>(given.named());
        List<@Nullable Object> bound = new ArrayList<>(given.positional());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (i < given.positional().size()) {
                if (left.containsKey(name)) {
                    throw PythonError.type(callee + " got multiple values for argument '" + name + "'");
                }
            } else if (left.containsKey(name)) {
                bound.add(left.remove(name));
            } else if (defaults.get(i) == REQUIRED) {
                throw PythonError.type(callee + " missing a required argument: '" + name + "'");
            } else {
                bound.add(defaults.get(i));
            }
        }
        if (!left.isEmpty()) {
            throw PythonError.type(callee + " got an unexpected keyword argument '"
                    + left.keySet().iterator().next() + "'");
        }
        return new Arguments(bound, Map.of());
    }
}
