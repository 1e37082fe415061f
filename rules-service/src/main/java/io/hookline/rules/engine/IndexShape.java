package io.hookline.rules.engine;

/**
 * How an index grows. Tests make it small, so that trees are deep.
 *
 * @param fullPlace how many rules a place holds before it becomes an index of its own
 * @param depth how often that may happen in one place and those within it
 * @param seeksFragments whether long texts are searched for pieces of patterns; within a place that would search the same text again and again
 */
record IndexShape(int fullPlace, int depth, boolean seeksFragments) {
    /**
     * Places of 32 take a fifth longer and more memory where rules ask for all kinds of things, places of 128 a third longer where all that
     * they ask is weak.
     */
    static final IndexShape STANDARD = new IndexShape(64, 8, true);

    /** Of an index within a place of this one. */
    IndexShape inner() {
        return new IndexShape(fullPlace, depth - 1, false);
    }

    /** Of a place that never becomes an index. */
    IndexShape unsplit() {
        return new IndexShape(Integer.MAX_VALUE, -1, false);
    }
}
