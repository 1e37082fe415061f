package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * From where in the queue a claim looks on. What was claimed leaves dead entries at the head of the index, and while somebody keeps a transaction
 * open nobody may clean them away; a claim that began at the front would step over all of them. So it begins where the last one ended. What
 * comes back to the queue gets a new place at its end; what was written with a lower number and committed later is found by a look from the
 * front now and then. Used by the thread that claims.
 */
final class QueueHeads {
    private static final long FRONT = 0;

    private final long betweenFullLooks;
    private final LongSupplier nanoTime;
    private final Map<Lane, Head> heads = new EnumMap<>(Lane.class);

    /**
     * @param betweenFullLooks how long an entry that was overtaken may have to wait
     */
    QueueHeads(Duration betweenFullLooks, LongSupplier nanoTime) {
        this.betweenFullLooks = betweenFullLooks.toNanos();
        this.nanoTime = nanoTime;
    }

    long from(Lane lane) {
        long now = nanoTime.getAsLong();
        Head head = heads.get(lane);
        if (head == null || now - head.fullLook() >= betweenFullLooks) {
            heads.put(lane, new Head(FRONT, now));
            return FRONT;
        }
        return head.seq();
    }

    /**
     * @param last the highest number that was taken; empty if nothing was
     */
    void taken(Lane lane, OptionalLong last) {
        Head head = heads.get(lane);
        if (head != null && last.isPresent()) {
            heads.put(lane, new Head(Math.max(head.seq(), last.getAsLong()), head.fullLook()));
        }
    }

    private record Head(long seq, long fullLook) {}
}
