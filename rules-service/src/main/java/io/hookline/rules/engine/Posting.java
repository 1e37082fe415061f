package io.hookline.rules.engine;

import org.jspecify.annotations.Nullable;

/** One standing of one rule at one place. A rule has one or more; they are how it is taken out again. */
final class Posting {
    final Indexed rule;
    final Place place;
    private final long known;
    private final byte breaking;
    private final byte highest;

    /** Where in its place it stands, while the place is a list. */
    int position;

    /** What became of it when its place was split. */
    @Nullable
    Posting within;

    /** The next of those that stand for the same claim. */
    @Nullable
    Posting next;

    Posting(Indexed rule, Place place, Claim claim, @Nullable Posting next) {
        this.rule = rule;
        this.place = place;
        this.known = claim.known();
        this.breaking = (byte) claim.breaking();
        this.highest = (byte) claim.highest();
        this.next = next;
    }

    Claim claim() {
        return new Claim(breaking, known, highest);
    }
}
