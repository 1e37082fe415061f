package io.hookline.rules.engine;

import org.jspecify.annotations.Nullable;

/**
 * From one thing that a value may be to the rules that then may answer. There is one table of each kind at a field, if it has rules at
 * all.
 */
abstract sealed class Table permits Values, Edges, Fragments, Ranges, Single {
    /** Odds of what every instance meets. */
    static final long ALWAYS = 1L << 20;

    /** Odds of what is there or not, more or less. */
    static final long HALF = ALWAYS / 2;

    /** More than any odds. */
    static final long BEYOND = Long.MAX_VALUE;

    /** Of a table that is new it is thought that it will tell so many values apart. */
    private static final int VALUES = 4;

    final Kind kind;
    final IndexShape shape;
    private final Guards guards;

    /** How many rules stand at all places. */
    int total;

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

    /** The same as {@link #odds} of a table that is not there yet. */
    static long oddsOfNew(Kind kind, Object key) {
        return switch (kind) {
            case EQUAL, LOWER_CASED, MEMBER, START, END -> oddsOfNew();
            case PIECE, LOWER_CASED_PIECE -> Fragments.oddsOfNew((String) key);
            case BELOW, ABOVE, PRESENT, NOT_TEXT, NOT_NUMBER, NOT_CONTAINER -> HALF;
        };
    }

    static long oddsOfNew() {
        return ALWAYS / VALUES;
    }

    /**
     * About how many of {@link #ALWAYS} instances meet a rule that stands under the key. Nothing is known of instances but what the rules
     * ask for: a value that many of them name is one that often comes.
     */
    abstract long odds(Object key);

    /** The odds at one of several places of which an instance meets one. */
    final long oddsAt(@Nullable Place place) {
        return place == null ? ALWAYS / (total + VALUES) : place.odds((1L + place.size()) * ALWAYS / (total + VALUES));
    }

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
