package io.hookline.action.execution;

import io.hookline.action.runner.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slots of this node for executions that are about to be recorded: one that has got a seat is recorded as taken by this worker, and need
 * not wait for a claim. Nobody gets one past others that wait. Those that are not used are free again when this is closed; by the thread
 * that asked for them.
 */
final class Seats implements AutoCloseable {
    private final Worker worker;
    private final Slots slots;
    private final Optional<Lease> lease;
    private final Map<Lane, Integer> occupied = new EnumMap<>(Lane.class);

    /**
     * @param lease of the worker; empty: there are no seats
     */
    Seats(Worker worker, Slots slots, Optional<Lease> lease) {
        this.worker = worker;
        this.slots = slots;
        this.lease = lease;
    }

    /** Name of the worker they belong to, if there are any. */
    @Nullable
    String worker() {
        return lease.map(Lease::worker).orElse(null);
    }

    Execution.RunnerInfo here() {
        return worker.here();
    }

    boolean occupy(Lane lane) {
        boolean got = lease.isPresent() && !worker.hasQueue(lane) && slots.occupy(lane, 1) == 1;
        if (got) {
            occupied.merge(lane, 1, Integer::sum);
        }
        return got;
    }

    /** What has been recorded as taken runs. */
    void begin(Claim claim) {
        Lane lane = Lane.of(claim.lane());
        occupied.merge(lane, -1, Integer::sum);
        worker.begin(claim, lane, lease.orElseThrow());
    }

    /** Whether they were recorded is not known: their worker has to find out. */
    void uncertain() {
        if (!occupied.isEmpty()) {
            worker.uncertain();
        }
    }

    @Override
    public void close() {
        occupied.forEach(slots::release);
        worker.leave(this);
    }
}
