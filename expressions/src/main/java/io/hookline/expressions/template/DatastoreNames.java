package io.hookline.expressions.template;

import java.util.Optional;
import java.util.function.Function;

/**
 * One scope of the datastore as templates see it: {@code st2kv.system}. A context holds it as {@code Map.of("st2kv", Map.of("system",
 * new DatastoreNames(keys::get)))}; a scope that is left out is undefined.
 */
public final class DatastoreNames {
    /**
     * @param lookup from key to stored text; asked while rendering, so it must not block for long
     */
    public DatastoreNames(Function<String, Optional<String>> lookup) {}
}
