package io.hookline.rules.engine;

import io.hookline.expressions.python.PythonOrder;
import io.hookline.rules.criteria.CanonicalValue;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules by the number that a value has to be below, or above. */
final class Ranges extends Table {
    private final NavigableMap<Object, Place> places = new TreeMap<>(PythonOrder::compare);

    Ranges(Kind kind, Guards guards, IndexShape shape) {
        super(kind, guards, shape);
    }

    @Override
    long odds(Object key) {
        return HALF;
    }

    @Override
    Place at(Object key) {
        return places.computeIfAbsent(key, this::made);
    }

    @Override
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (value instanceof Number || value instanceof Boolean) {
            Object number = CanonicalValue.of(value);
            Collection<Place> met = kind == Kind.BELOW
                    ? places.tailMap(number, false).values()
                    : places.headMap(number, false).values();
            for (Place place : met) {
                place.propose(trigger, found);
            }
        }
    }

    @Override
    void forget(Place place) {
        places.remove(place.key);
    }

    @Override
    int size() {
        return places.size();
    }
}
