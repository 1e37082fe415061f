package io.hookline.rules.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules by how a text starts, or ends: it is asked with each length in use. Longer keys are cut, which proposes more, never less. */
final class Edges extends Table {
    private static final int LONGEST = 64;

    private final Map<String, Place> places = new HashMap<>(2);
    private int[] ofLength = {};

    Edges(Kind kind, Guards guards, IndexShape shape) {
        super(kind, guards, shape);
    }

    @Override
    long odds(Object key) {
        return oddsAt(places.get(cut((String) key)));
    }

    @Override
    Place at(Object key) {
        return places.computeIfAbsent(cut((String) key), edge -> {
            if (edge.length() >= ofLength.length) {
                ofLength = Arrays.copyOf(ofLength, edge.length() + 1);
            }
            ofLength[edge.length()]++;
            return made(edge);
        });
    }

    private String cut(String text) {
        return text.length() <= LONGEST ? text : edge(text, LONGEST);
    }

    private String edge(String text, int length) {
        return kind == Kind.START ? text.substring(0, length) : text.substring(text.length() - length);
    }

    @Override
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (value instanceof String text) {
            for (int length = 1; length < ofLength.length && length <= text.length(); length++) {
                Place place = ofLength[length] == 0 ? null : places.get(edge(text, length));
                if (place != null) {
                    place.propose(trigger, found);
                }
            }
        }
    }

    @Override
    void forget(Place place) {
        String edge = (String) place.key;
        places.remove(edge);
        ofLength[edge.length()]--;
    }

    @Override
    int size() {
        return places.size();
    }
}
