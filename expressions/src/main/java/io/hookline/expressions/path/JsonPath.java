package io.hookline.expressions.path;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A path into plain values: {@code trigger.body.items[0].name}. Immutable; may be used by many threads. */
public final class JsonPath {
    private JsonPath() {}

    /**
     * @throws InvalidPath if it can't be read; the message says where and why
     */
    public static JsonPath read(String source) {
        throw new UnsupportedOperationException();
    }

    /** The first hit; a null that is found reads as empty (spec: rules-and-criteria, 6.3). */
    public Optional<Object> first(@Nullable Object root) {
        throw new UnsupportedOperationException();
    }

    /** All hits in order, nulls among them. */
    public List<@Nullable Object> all(@Nullable Object root) {
        throw new UnsupportedOperationException();
    }
}
