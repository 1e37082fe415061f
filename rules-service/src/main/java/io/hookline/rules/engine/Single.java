package io.hookline.rules.engine;

import io.hookline.rules.criteria.BreaksOn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All rules that ask the same of a field, which is little: that it is there, or that it is not of a kind. */
final class Single extends Table {
    private @Nullable Place place;

    Single(Kind kind, Guards guards, IndexShape shape) {
        super(kind, guards, shape);
    }

    @Override
    long odds(Object key) {
        return place == null ? HALF : place.odds(HALF);
    }

    @Override
    Place at(Object key) {
        if (place == null) {
            place = made(key);
        }
        return place;
    }

    @Override
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        boolean met = switch (kind) {
            case PRESENT -> value != null;
            case NOT_TEXT -> BreaksOn.NOT_TEXT.includes(value);
            case NOT_NUMBER -> BreaksOn.NOT_NUMBER.includes(value);
            case NOT_CONTAINER -> BreaksOn.NOT_CONTAINER.includes(value);
            case EQUAL, LOWER_CASED, MEMBER, START, END, PIECE, LOWER_CASED_PIECE, BELOW, ABOVE -> false;
        };
        if (met) {
            Objects.requireNonNull(place).propose(trigger, found);
        }
    }

    @Override
    void forget(Place gone) {
        place = null;
    }

    @Override
    int size() {
        return place == null ? 0 : 1;
    }
}
