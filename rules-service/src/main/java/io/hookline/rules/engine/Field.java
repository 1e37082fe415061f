package io.hookline.rules.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that guards ask for, with those below it: a tree that is walked together with the payload, always over the smaller side. It
 * knows where a field that is missing matters, since to criteria that is a null.
 */
final class Field {
    private final @Nullable Field parent;
    private final String name;
    private final Map<String, Field> below = new HashMap<>(2);
    private final Map<String, Field> belowMissed = new HashMap<>(2);
    private int missed;

    @Nullable
    Guards guards;

    Field(@Nullable Field parent, String name) {
        this.parent = parent;
        this.name = name;
    }

    /** Null if there is none yet. */
    @Nullable
    Field find(List<String> names) {
        Field field = this;
        for (int i = 0; i < names.size() && field != null; i++) {
            field = field.below.get(names.get(i));
        }
        return field;
    }

    /** Made if there is none yet. */
    Field below(List<String> names) {
        Field field = this;
        for (String step : names) {
            Field upper = field;
            field = upper.below.computeIfAbsent(step, made -> new Field(upper, made));
        }
        return field;
    }

    Guards guards(IndexShape shape) {
        if (guards == null) {
            guards = new Guards(this, shape);
        }
        return guards;
    }

    /** From now on somebody stands here who is to be found when the field is missing. */
    void miss() {
        if (missed++ == 0 && parent != null) {
            parent.belowMissed.put(name, this);
            parent.miss();
        }
    }

    void missNoMore() {
        if (--missed == 0 && parent != null) {
            parent.belowMissed.remove(name);
            parent.missNoMore();
        }
    }

    /** Leaves the tree if nobody needs it. */
    void prune() {
        if (guards != null && guards.isEmpty()) {
            guards = null;
        }
        if (guards == null && below.isEmpty() && parent != null) {
            parent.below.remove(name);
            parent.prune();
        }
    }

    /**
     * @param value what the payload has here, null also if nothing is here
     * @param trigger the whole payload, for the indexes within places
     */
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (guards != null) {
            guards.propose(value, trigger, found);
        }
        if (!below.isEmpty()) {
            if (value instanceof Map<?, ?> object && !object.isEmpty()) {
                proposeBelow(object, trigger, found);
            } else {
                for (Field field : belowMissed.values()) {
                    field.propose(null, trigger, found);
                }
            }
        }
    }

    private void proposeBelow(Map<?, ?> object, @Nullable Object trigger, Found found) {
        if (below.size() <= object.size()) {
            for (Field field : below.values()) {
                Object value = object.get(field.name);
                if (value != null || field.missed > 0) {
                    field.propose(value, trigger, found);
                }
            }
            return;
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            Field field = entry.getValue() == null ? null : below.get(entry.getKey());
            if (field != null) {
                field.propose(entry.getValue(), trigger, found);
            }
        }
        for (Field field : belowMissed.values()) {
            if (object.get(field.name) == null) {
                field.propose(null, trigger, found);
            }
        }
    }
}
