package io.hookline.rules;

import io.hookline.expressions.template.DatastoreNames;
import java.util.Map;
import java.util.Optional;

/** What the measured vectors take for granted (spec: rules-and-criteria, 9). */
public final class Measured {
    /** What they suppose to be in the datastore. */
    public static final DatastoreNames SYSTEM_KEYS = new DatastoreNames(key ->
            Optional.ofNullable(Map.of("conf_str", "hello", "conf_num", "5").get(key)));

    private Measured() {}
}
