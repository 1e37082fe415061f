package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * One scope of the datastore as templates see it: {@code st2kv.system}. A context holds it as {@code Map.of("st2kv", Map.of("system",
 * new DatastoreNames(keys::get)))}; a scope that is left out is undefined.
 *
 * <p>A name grows with every dot and bracket ({@code st2kv.system.a.b} is the key {@code a.b}); whatever else touches it gets the stored
 * text, or empty text if there is none (spec: templating, 6).
 */
public final class DatastoreNames implements PythonObject {
    private final Function<String, Optional<String>> lookup;
    private final String key;

    /**
     * @param lookup from key to stored text; asked while rendering, so it must not block for long
     */
    public DatastoreNames(Function<String, Optional<String>> lookup) {
        this(lookup, "");
    }

    private DatastoreNames(Function<String, Optional<String>> lookup, String key) {
        this.lookup = lookup;
        this.key = key;
    }

    DatastoreNames below(String name) {
        return new DatastoreNames(lookup, key.isEmpty() ? name : key + "." + name);
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
