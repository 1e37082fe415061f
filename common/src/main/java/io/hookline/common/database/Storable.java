package io.hookline.common.database;

import java.util.List;

/** PostgreSQL's texts can't hold NUL: no row has such a text, and asking for it would be an error. */
public final class Storable {
    private Storable() {}

    /**
     * Whether a row may have this value.
     *
     * @param value of a condition; of a list each member counts
     */
    public static boolean is(Object value) {
        return switch (value) {
            case String text -> text.indexOf('\0') < 0;
            case List<?> values -> values.stream().allMatch(Storable::is);
            default -> true;
        };
    }
}
