package io.hookline.rules.timer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a timer ticks. Pure: the same schedule ticks at the same moments on every node. */
sealed interface Schedule permits Schedule.Interval, Schedule.Once, Cron {

    /** The first tick that is later than the moment; empty: there is none any more. */
    Optional<Instant> after(Instant moment);

    /**
     * Again and again after the same time, counted from the beginning: that one tick was late does not make the next one late.
     *
     * @param since the first tick is one interval later
     */
    record Interval(Instant since, Duration every) implements Schedule {
        @Override
        public Optional<Instant> after(Instant moment) {
            long passed =
                    moment.isBefore(since) ? 0 : Duration.between(since, moment).dividedBy(every);
            return Optional.of(since.plus(every.multipliedBy(passed + 1)));
        }
    }

    /** At one moment; never, if that has passed. */
    record Once(Instant date) implements Schedule {
        @Override
        public Optional<Instant> after(Instant moment) {
            return Optional.of(date).filter(later -> later.isAfter(moment));
        }
    }
}
