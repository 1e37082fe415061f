package io.hookline.rules.engine;

import org.jspecify.annotations.Nullable;

/**
 * From one thing that a value may be to the rules that then may answer. There is one table of each kind at a field, if it has rules at
 * all.
 */
abstract sealed class Table permits Values, Edges, Fragments, Ranges, Single {
    /** How much one rule more counts; what is below it settles who is taken of two equals: the one whose table tells more apart. */
    static final long ONE = 1L << 20;

    /** The crowd where nobody can stand. */
    static final long UNAVAILABLE = Long.MAX_VALUE;

    /** What a guard of little use counts, even before anybody stands there. */
    static final long OF_LITTLE_USE = 64;

    final Kind kind;
    final IndexShape shape;
    private final Guards guards;

    Table(Kind kind, Guards guards, IndexShape shape) {
        this.kind = kind;
        this.guards = guards;
        this.shape = shape;
    }

    static Table of(Kind kind, Guards guards, IndexShape shape) {
        return switch (kind) {
            case EQUAL, LOWER_CASED, MEMBER -> new Values(kind, guards, shape);
            case START, END -> new Edges(kind, guards, shape);
            case PIECE, LOWER_CASED_PIECE -> new Fragments(kind, guards, shape);
            case BELOW, ABOVE -> new Ranges(kind, guards, shape);
            case PRESENT, NOT_TEXT, NOT_NUMBER, NOT_CONTAINER -> new Single(kind, guards, shape);
        };
    }

    /** The same as {@link #crowd} of a table that is not there yet. */
    static long crowdOfNew(Kind kind, Object key, IndexShape shape) {
        return switch (kind) {
            case EQUAL, LOWER_CASED, MEMBER, START, END, BELOW, ABOVE, PRESENT -> 0;
            case PIECE, LOWER_CASED_PIECE -> Fragments.crowdOfNew((String) key, shape);
            case NOT_TEXT, NOT_NUMBER, NOT_CONTAINER -> OF_LITTLE_USE * ONE;
        };
    }

    /** About how many rules are tried in vain for one that stands under the key, in units of {@link #ONE}. */
    abstract long crowd(Object key);

    /** The place under a key, made if there is none. */
    abstract Place at(Object key);

    /**
     * Proposes who may answer to a value.
     *
     * @param value null also if the field is missing
     * @param trigger the whole payload
     */
    abstract void propose(@Nullable Object value, @Nullable Object trigger, Found found);

    /** Forgets a place that nobody stands at any more. */
    abstract void forget(Place place);

    abstract int size();

    final void drop(Place place) {
        forget(place);
        if (answersToMissing(place.key)) {
            guards.missNoMore();
        }
        if (size() == 0) {
            guards.drop(this);
        }
    }

    final Place made(Object key) {
        if (answersToMissing(key)) {
            guards.miss();
        }
        return new Place(this, key, shape.inner());
    }

    private boolean answersToMissing(Object key) {
        return switch (kind) {
            case NOT_TEXT, NOT_NUMBER, NOT_CONTAINER -> true;
            case EQUAL -> Values.isNull(key);
            case LOWER_CASED, MEMBER, START, END, PIECE, LOWER_CASED_PIECE, BELOW, ABOVE, PRESENT -> false;
        };
    }

    /** What a table asks of a value. */
    enum Kind {
        EQUAL,
        LOWER_CASED,
        MEMBER,
        START,
        END,
        PIECE,
        LOWER_CASED_PIECE,
        BELOW,
        ABOVE,
        PRESENT,
        NOT_TEXT,
        NOT_NUMBER,
        NOT_CONTAINER
    }
}
