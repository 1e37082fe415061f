package io.hookline.rules.engine;

import io.hookline.expressions.path.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field that guards ask for, or a position in a list, with those below it: a tree that is walked together with the payload, always over
 * the smaller side. It knows where a field that is missing matters, since to criteria that is a null.
 */
final class Field {
    private final @Nullable Field parent;
    private final Object step;
    private final Map<Object, Field> below = new HashMap<>(2);
    private final Map<Object, Field> belowMissed = new HashMap<>(2);
    private int missed;

    @Nullable
    Guards guards;

    /**
     * @param step from the parent to here: a name as text, a position as an Integer
     */
    Field(@Nullable Field parent, Object step) {
        this.parent = parent;
        this.step = step;
    }

    /** Null if there is none yet. */
    @Nullable
    Field find(List<Object> steps) {
        Field field = this;
        for (int i = 0; i < steps.size() && field != null; i++) {
            field = field.below.get(steps.get(i));
        }
        return field;
    }

    /** Made if there is none yet. */
    Field below(List<Object> steps) {
        Field field = this;
        for (Object next : steps) {
            Field upper = field;
            field = upper.below.computeIfAbsent(next, made -> new Field(upper, made));
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
            parent.belowMissed.put(step, this);
            parent.miss();
        }
    }

    void missNoMore() {
        if (--missed == 0 && parent != null) {
            parent.belowMissed.remove(step);
            parent.missNoMore();
        }
    }

    /** Leaves the tree if nobody needs it. */
    void prune() {
        if (guards != null && guards.isEmpty()) {
            guards = null;
        }
        if (guards == null && below.isEmpty() && parent != null) {
            parent.below.remove(step);
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
            } else if (value instanceof List || value instanceof String) {
                proposeEachBelow(value, trigger, found);
            } else {
                for (Field field : belowMissed.values()) {
                    field.propose(null, trigger, found);
                }
            }
        }
    }

    private void proposeBelow(Map<?, ?> object, @Nullable Object trigger, Found found) {
        if (below.size() <= object.size()) {
            proposeEachBelow(object, trigger, found);
            return;
        }
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            Field field = entry.getValue() == null ? null : below.get(entry.getKey());
            if (field != null) {
                field.propose(entry.getValue(), trigger, found);
            }
        }
        for (Field field : belowMissed.values()) {
            if (object.get(field.step) == null) {
                field.propose(null, trigger, found);
            }
        }
    }

    private void proposeEachBelow(Object parent, @Nullable Object trigger, Found found) {
        for (Field field : below.values()) {
            Object value = JsonPath.step(parent, field.step);
            if (value != null || field.missed > 0) {
                field.propose(value, trigger, found);
            }
        }
    }
}
