package io.hookline.rules.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns may occur in this text? A pattern stands under four characters of it, those that the fewest others stand under; a
 * shorter one under all it has. A text is looked through once, whatever the number of patterns, and each pattern comes and goes alone. Within a
 * place, where the same text comes by again and again, a long one is instead asked for each of the few fragments there.
 */
final class Fragments extends Table {
    private static final int LONGEST = 4;
    private static final int LEAST_CAPACITY = 4;
    /** Tables with fewer fragments lie in the processor's cache themselves. */
    private static final int LEAST_FILTERED = 512;

    private static final int FILTER_BITS = 16;
    /** So many characters of a text are looked through in the time that it takes to ask it for one fragment. */
    private static final int CHARACTERS_FOR_ONE = 16;

    /** A text meets several fragments, not one. */
    private static final int IN_A_TEXT = 4;

    /** By length less one: whether there are fragments of that length. */
    private final int[] lengths = new int[LONGEST];

    private @Nullable Place[] places = new @Nullable Place[LEAST_CAPACITY];
    private int size;
    private long @Nullable [] filter;

    Fragments(Kind kind, Guards guards, IndexShape shape) {
        super(kind, guards, shape);
    }

    @Override
    int size() {
        return size;
    }

    @Override
    long odds(Object key) {
        Place place = find(rarest((String) key));
        long ofNew = oddsOfNew((String) key);
        return place == null ? ofNew : Math.min(ALWAYS, ofShort((String) key) + IN_A_TEXT * oddsAt(place));
    }

    static long oddsOfNew(String pattern) {
        return ofShort(pattern) + oddsOfNew();
    }

    // Three characters are in many texts.
    private static long ofShort(String pattern) {
        return pattern.length() < LONGEST ? HALF : 0;
    }

    @Override
    Place at(Object key) {
        Fragment rarest = rarest((String) key);
        Place place = find(rarest);
        if (place == null) {
            place = made(rarest);
            if ((size + 1) * 4 > places.length) {
                resize(places.length * 2);
            }
            insert(place);
            size++;
            lengths[rarest.length() - 1]++;
            learn(rarest);
        }
        return place;
    }

    private Fragment rarest(String pattern) {
        int length = Math.min(pattern.length(), LONGEST);
        Fragment rarest = Fragment.of(pattern, 0, length);
        long least = Long.MAX_VALUE;
        for (int from = 0; from + length <= pattern.length() && least > 0; from++) {
            Fragment fragment = Fragment.of(pattern, from, length);
            Place place = find(fragment);
            long here = place == null ? 0 : place.size();
            if (here < least) {
                rarest = fragment;
                least = here;
            }
        }
        return rarest;
    }

    @Override
    void propose(@Nullable Object value, @Nullable Object trigger, Found found) {
        if (value instanceof String text) {
            proposeIn(kind == Kind.PIECE ? text : text.toLowerCase(Locale.ROOT), trigger, found);
        }
    }

    private void proposeIn(String text, @Nullable Object trigger, Found found) {
        if (!shape.seeksFragments() && (long) size * CHARACTERS_FOR_ONE < text.length()) {
            proposeEach(text, trigger, found);
            return;
        }
        List<Place> met = new ArrayList<>();
        for (int length = 1; length <= LONGEST; length++) {
            if (lengths[length - 1] > 0) {
                meet(text, length, met);
            }
        }
        for (Place place : met) {
            place.propose(trigger, found);
        }
    }

    private void proposeEach(String text, @Nullable Object trigger, Found found) {
        for (Place place : places) {
            if (place != null && text.contains(((Fragment) place.key).text())) {
                place.propose(trigger, found);
            }
        }
    }

    private void meet(String text, int length, List<Place> met) {
        long mask = length == LONGEST ? -1L : (1L << Character.SIZE * length) - 1;
        long characters = 0;
        for (int i = 0; i < text.length(); i++) {
            characters = (characters << Character.SIZE | text.charAt(i)) & mask;
            if (i >= length - 1 && mayKnow(characters, length)) {
                Place place = find(characters, length);
                // A text often says the same again.
                if (place != null && !met.contains(place)) {
                    met.add(place);
                }
            }
        }
    }

    private boolean mayKnow(long characters, int length) {
        long[] bits = filter;
        if (bits == null) {
            return true;
        }
        int bit = hash(characters, length) >>> Integer.SIZE - FILTER_BITS;
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }

    private void learn(Fragment fragment) {
        if (filter != null) {
            int bit = hash(fragment.characters(), fragment.length()) >>> Integer.SIZE - FILTER_BITS;
            filter[bit >>> 6] |= 1L << bit;
        } else if (size >= LEAST_FILTERED) {
            relearn();
        }
    }

    private void relearn() {
        filter = size < LEAST_FILTERED ? null : new long[1 << FILTER_BITS - 6];
        if (filter != null) {
            for (Place place : places) {
                if (place != null) {
                    learn((Fragment) place.key);
                }
            }
        }
    }

    private @Nullable Place find(Fragment fragment) {
        return find(fragment.characters(), fragment.length());
    }

    private @Nullable Place find(long characters, int length) {
        int last = places.length - 1;
        for (int at = hash(characters, length) & last; ; at = at + 1 & last) {
            Place place = places[at];
            if (place == null || ((Fragment) place.key).is(characters, length)) {
                return place;
            }
        }
    }

    private void insert(Place place) {
        Fragment fragment = (Fragment) place.key;
        int last = places.length - 1;
        int at = hash(fragment.characters(), fragment.length()) & last;
        while (places[at] != null) {
            at = at + 1 & last;
        }
        places[at] = place;
    }

    private void resize(int capacity) {
        @Nullable Place[] old = places;
        places = new @Nullable Place[capacity];
        for (Place place : old) {
            if (place != null) {
                insert(place);
            }
        }
        // Those that have left since are still in the filter.
        relearn();
    }

    @Override
    void forget(Place place) {
        Fragment gone = (Fragment) place.key;
        int last = places.length - 1;
        int at = hash(gone.characters(), gone.length()) & last;
        while (places[at] != place) {
            at = at + 1 & last;
        }
        places[at] = null;
        size--;
        lengths[gone.length() - 1]--;
        // Whoever stands behind the gap may have been pushed there by the one who left.
        for (int next = at + 1 & last; ; next = next + 1 & last) {
            Place pushed = places[next];
            if (pushed == null) {
                break;
            }
            places[next] = null;
            insert(pushed);
        }
        if (size * 32 < places.length && places.length > LEAST_CAPACITY) {
            resize(places.length / 4);
        }
    }

    private static int hash(long characters, int length) {
        long mixed = (characters + length) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) ^ (int) (mixed >>> 47);
    }

    /**
     * Up to four characters.
     *
     * @param characters one behind the other
     */
    private record Fragment(long characters, int length) {
        static Fragment of(String pattern, int from, int length) {
            long characters = 0;
            for (int i = from; i < from + length; i++) {
                characters = characters << Character.SIZE | pattern.charAt(i);
            }
            return new Fragment(characters, length);
        }

        String text() {
            char[] text = new char[length];
            for (int i = 0; i < length; i++) {
                text[i] = (char) (characters >>> Character.SIZE * (length - 1 - i));
            }
            return new String(text);
        }

        boolean is(long otherCharacters, int otherLength) {
            return characters == otherCharacters && length == otherLength;
        }
    }
}
