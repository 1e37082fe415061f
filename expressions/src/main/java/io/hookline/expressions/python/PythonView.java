package io.hookline.expressions.python;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code keys()}, {@code values()} and {@code items()} of a dictionary give: iterable, but no list.
 *
 * @param name {@code dict_keys}, {@code dict_values} or {@code dict_items}
 */
public record PythonView(String name, List<@Nullable Object> items) {
    public PythonView {
        items = Collections.unmodifiableList(items);
    }
}
