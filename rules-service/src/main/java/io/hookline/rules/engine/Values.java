package io.hookline.rules.engine;

import io.hookline.rules.criteria.CanonicalValue;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules by a canonical value: the field's own, its own in lower case, or that of its members. */
final class Values extends Table {
    private final Map<Object, Place> places = new HashMap<>(2);
    private int containers;

    Values(Kind kind, Guards guards, IndexShape shape) {
        super(kind, guards, shape);
    }

    static boolean isNull(Object key) {
        return key == CanonicalValue.NULL;
    }

    @Override
    long odds(Object key) {
        return oddsAt(places.get(key));
    }

    @Override
    Place at(Object key) {
        return places.computeIfAbsent(key, value -> {
            containers += isContainer(value) ? 1 : 0;
            return made(value);
        });
    }

    @Override
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (kind == Kind.MEMBER) {
            proposeMembers(value, trigger, found);
        } else if (kind == Kind.EQUAL) {
            proposeOne(value, trigger, found);
        } else if (value instanceof String text) {
            proposeOne(text.toLowerCase(Locale.ROOT), trigger, found);
        }
    }

    private void proposeMembers(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                proposeOne(item, trigger, found);
            }
        } else if (value instanceof Map<?, ?> object) {
            for (Object name : object.keySet()) {
                proposeOne(name, trigger, found);
            }
        }
    }

    private void proposeOne(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (containers > 0 || !isContainer(value)) {
            Place place = places.get(CanonicalValue.of(value));
            if (place != null) {
                place.propose(trigger, found);
            }
        }
    }

    private static boolean isContainer(@Nullable Object value) {
        return value instanceof List || value instanceof Map;
    }

    @Override
    void forget(Place place) {
        places.remove(place.key);
        containers -= isContainer(place.key) ? 1 : 0;
    }

    @Override
    int size() {
        return places.size();
    }
}
