package io.hookline.rules.criteria;

import java.util.List;

/**
 * What is known of a criterion without trying it: enough to find its rule among many. A criterion without a clue hides itself and all that
 * follow it.
 *
 * @param field from the payload's root to the value, names and positions in lists; the criterion reads nothing else
 * @param breaksOn never unknown
 */
public record Clue(List<Object> field, BreaksOn breaksOn, Sought sought) {
    /** Only so many criteria of a rule are looked at for clues. */
    public static final int MOST = 64;

    public Clue {
        field = List.copyOf(field);
        if (breaksOn == BreaksOn.UNKNOWN) {
            throw new IllegalArgumentException("what may break on any value gives no clue");
        }
    }

    /** True if a rule can be found under it. */
    public boolean canGuide() {
        return !(sought instanceof Sought.Anything);
    }
}
