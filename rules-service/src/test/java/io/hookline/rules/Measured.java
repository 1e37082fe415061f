package io.hookline.rules;

import io.hookline.expressions.template.Datastore;
import java.util.Map;
import java.util.Optional;

/** What the measured vectors take for granted (spec: rules-and-criteria, 9). */
public final class Measured {
    /** What they suppose to be in the datastore. */
    public static final Datastore DATASTORE = Datastore.ofSystem(
            key -> Optional.ofNullable(
                    Map.of("conf_str", "hello", "conf_num", "5").get(key)),
            text -> Optional.empty());

    private Measured() {}
}
