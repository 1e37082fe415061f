package io.hookline.common.database;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * From where in a table that is a queue a look begins. What was taken leaves dead entries at the head of the index, and while somebody keeps a
 * transaction open nobody may clean them away; a look that began at the front would step over all of them. So it begins where looks had come
 * to a moment ago: what was written with a lower number and committed later is found within that moment. What took still longer to commit
 * is found by a look from the front, the more seldom the longer such a look takes, but less so while the others find nothing. Used by one
 * thread at a time.
 */
public final class QueueStart {
    /** Below all numbers. */
    public static final long FRONT = 0;

    /** How many times as long as a look from the front has taken there is none: while looks find something, and while they do not. */
    private static final int PAUSE = 50;

    private static final int SHORT_PAUSE = 8;

    private final long moment;
    private final LongSupplier nanoTime;
    private long start = FRONT;
    private long reachedBefore = FRONT;
    private long reached = FRONT;
    private long turnedAt;
    private boolean fromFront;
    private long from = FRONT;
    private long since;
    private long frontLeftAt;
    private long frontTook;
    private boolean foundNothing;

    /**
     * @param moment also how often a look begins at the front, at most
     */
    public QueueStart(Duration moment, LongSupplier nanoTime) {
        this.moment = moment.toNanos();
        this.nanoTime = nanoTime;
        this.turnedAt = nanoTime.getAsLong();
        this.frontLeftAt = turnedAt - this.moment;
    }

    /** Where the look that follows begins. */
    public long next() {
        long now = nanoTime.getAsLong();
        if (now - turnedAt >= moment) {
            start = reachedBefore;
            reachedBefore = reached;
            turnedAt = now;
        }
        fromFront |= now - frontLeftAt >= Math.max(moment, (foundNothing ? SHORT_PAUSE : PAUSE) * frontTook);
        since = now;
        from = fromFront ? FRONT : start;
        return from;
    }

    /**
     * The look is over, and what it took is taken for good. One that failed is not told of. What was found by a look from the front alone may
     * be the first of many that were committed late together: the looks that follow go on behind it.
     *
     * @param last highest number that was taken; not above the beginning of the look if nothing was
     */
    public void reached(long last) {
        foundNothing = last <= from;
        if (!foundNothing) {
            if (last < start) {
                start = last;
                reachedBefore = last;
            }
            reached = last;
        }
        if (fromFront) {
            frontLeftAt = nanoTime.getAsLong();
            frontTook = frontLeftAt - since;
            fromFront = false;
        }
    }
}
