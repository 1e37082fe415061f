package io.hookline.rules.engine;

import io.hookline.rules.criteria.Clue;

/**
 * Why a rule stands at one place of the index: what must be true of an instance for which it has to be found there. See {@link GuardChoice}.
 *
 * @param breaking the criterion that breaks while all before it hold; {@link #NONE} if the claim is that the rule is not silent
 * @param known the criteria that are known at this place to hold (or, the breaking one, to break), as bits; {@link Clue#MOST} of them
 * @param highest the last one of the known ones; what breaks up to it has claims of its own
 */
record Claim(int breaking, long known, int highest) {
    static final int NONE = -1;

    private static final Claim NOT_SILENT = new Claim(NONE, 0, NONE);

    /** The claim that a rule is found whenever it matches or breaks. */
    static Claim notSilent() {
        return NOT_SILENT;
    }

    /** The claim that it is found whenever this criterion breaks and all before it hold. */
    Claim breaksAt(int criterion) {
        return new Claim(criterion, known, highest);
    }

    /** The same where this criterion is known to hold, or to break. */
    Claim given(int criterion) {
        return new Claim(breaking, known | 1L << criterion, Math.max(highest, criterion));
    }

    boolean knows(int criterion) {
        return (known & 1L << criterion) != 0;
    }

    boolean isBreak() {
        return breaking != NONE;
    }
}
