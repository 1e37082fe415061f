package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * One scope of the {@link Datastore} as templates see it, {@code st2kv.system}. A name grows with every dot and bracket ({@code
 * st2kv.system.a.b} is the key {@code a.b}); whatever else touches it gets the stored text, or empty text if there is none (spec:
 * templating, 6).
 */
public final class DatastoreNames implements PythonObject {
    private final String scope;
    private final Function<String, Optional<String>> lookup;
    private final String key;

    DatastoreNames(String scope, Function<String, Optional<String>> lookup) {
        this(scope, lookup, "");
    }

    private DatastoreNames(String scope, Function<String, Optional<String>> lookup, String key) {
        this.scope = scope;
        this.lookup = lookup;
        this.key = key;
    }

    DatastoreNames below(String name) {
        return new DatastoreNames(scope, lookup, key.isEmpty() ? name : key + "." + name);
    }

    /** As a template spells it with dots. */
    String fullName() {
        return scope + "." + key;
    }

    @Override
    public String typeName() {
        return "str";
    }

    @Override
    public Object plain() {
        return str();
    }

    @Override
    public String str() {
        return key.isEmpty() ? "" : lookup.apply(key).orElse("");
    }

    @Override
    public boolean truth() {
        return !str().isEmpty();
    }
}
