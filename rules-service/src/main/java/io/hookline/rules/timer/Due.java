package io.hookline.rules.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about a timer whose time has come.
 *
 * @param ticks to be fired, oldest first
 * @param missed whether there were ticks that are too old to be fired still
 * @param next the tick to wait for after these; empty: there is none any more
 */
record Due(List<Instant> ticks, boolean missed, Optional<Instant> next) {
    /** A timer does not keep the others waiting: the rest of its ticks comes in the next round. */
    static final int MOST_TICKS = 100;

    Due {
        ticks = List.copyOf(ticks);
    }

    /**
     * A tick that is found late by no more than the tolerance still fires: a restart loses none. Older ones are gone: after an hour
     * without any node nobody wants a thousand ticks at once.
     *
     * @param awaited the tick that was waited for
     */
    static Due at(Instant now, Schedule schedule, Instant awaited, Duration tolerance) {
        Instant oldest = now.minus(tolerance);
        boolean missed = awaited.isBefore(oldest);
        Optional<Instant> tick = missed ? schedule.after(oldest) : Optional.of(awaited);
        List<Instant> ticks = new ArrayList<>();
        while (tick.isPresent() && !tick.get().isAfter(now) && ticks.size() < MOST_TICKS) {
            ticks.add(tick.get());
            tick = schedule.after(tick.get());
        }
        return new Due(ticks, missed, tick);
    }
}
