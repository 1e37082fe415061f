package io.hookline.rules.criteria;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that break a criterion, as far as their kind tells. It may name too many values, never too few: an index relies on it to
 * find every rule that breaks. A field that is missing counts as null.
 */
public enum BreaksOn {
    NOTHING,
    NOT_TEXT,
    NOT_NUMBER,
    NOT_CONTAINER,
    /** No kind tells; nothing is known of the criterion before it has been tried. */
    UNKNOWN;

    /** True if the value may break it. */
    public boolean includes(@Nullable Object value) {
        return switch (this) {
            case NOTHING -> false;
            case NOT_TEXT -> !(value instanceof String);
            case NOT_NUMBER -> !(value instanceof Number || value instanceof Boolean);
            case NOT_CONTAINER -> !(value instanceof String || value instanceof List || value instanceof Map);
            case UNKNOWN -> true;
        };
    }
}
