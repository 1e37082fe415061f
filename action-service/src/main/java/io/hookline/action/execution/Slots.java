package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * How many executions this node may run besides those that it runs, by lane. Who is about to take some occupies their slots first. An end
 * that waits to be written needs no slot, as long as not too many do.
 */
final class Slots {
    private static final int UNWRITTEN = 512;

    private final Map<Lane, Semaphore> free = new EnumMap<>(Lane.class);
    private final ToIntFunction<Lane> all;
    private final Semaphore unwritten = new Semaphore(UNWRITTEN);

    Slots(ToIntFunction<Lane> all) {
        this.all = all;
        for (Lane lane : Lane.values()) {
            free.put(lane, new Semaphore(all.applyAsInt(lane)));
        }
    }

    int free(Lane lane) {
        return of(lane).availablePermits();
    }

    /**
     * Never waits.
     *
     * @return how many were occupied
     */
    int occupy(Lane lane, int atMost) {
        Semaphore slots = of(lane);
        int wanted = Math.min(atMost, slots.availablePermits());
        while (wanted > 0 && !slots.tryAcquire(wanted)) {
            wanted = Math.min(wanted, slots.availablePermits());
        }
        return wanted;
    }

    /** For one that is known to run already, whether there is room for it or not. */
    void occupyOne(Lane lane) {
        of(lane).acquireUninterruptibly();
    }

    void release(Lane lane, int slots) {
        of(lane).release(slots);
    }

    /**
     * Frees the slot of an execution that has ended and waits to have that written.
     *
     * @return false if too many wait: it keeps its slot until then
     */
    boolean vacate(Lane lane) {
        boolean mayWait = unwritten.tryAcquire();
        if (mayWait) {
            release(lane, 1);
        }
        return mayWait;
    }

    /** What had left its slot before is written now. */
    void written() {
        unwritten.release();
    }

    /**
     * Returns when nothing runs or waits to be written, or after this time.
     *
     * @return false if something does
     */
    boolean awaitIdle(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        boolean idle = true;
        for (Lane lane : Lane.values()) {
            idle &= awaitFree(of(lane), all.applyAsInt(lane), deadline);
        }
        return idle & awaitFree(unwritten, UNWRITTEN, deadline);
    }

    private static boolean awaitFree(Semaphore slots, int all, long deadline) throws InterruptedException {
        boolean free = slots.tryAcquire(all, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (free) {
            slots.release(all);
        }
        return free;
    }

    private Semaphore of(Lane lane) {
        return Objects.requireNonNull(free.get(lane));
    }
}
