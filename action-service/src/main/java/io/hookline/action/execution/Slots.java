package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** How many executions this node may run besides those that it runs, by lane. Who is about to take some occupies their slots first. */
final class Slots {
    private final Map<Lane, Semaphore> free = new EnumMap<>(Lane.class);
    private final ToIntFunction<Lane> all;

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

    /** Returns when nothing runs, or after this time. */
    void awaitIdle(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Lane lane : Lane.values()) {
            int slots = all.applyAsInt(lane);
            if (of(lane).tryAcquire(slots, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                of(lane).release(slots);
            }
        }
    }

    private Semaphore of(Lane lane) {
        return Objects.requireNonNull(free.get(lane));
    }
}
