package io.hookline.rules.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DueTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    /** All in seconds after the start, of a timer that ticks each so many seconds. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // every | awaited | now | fired | missed | next
                "5  | 5  | 5   | 5           | false | 10",
                "5  | 5  | 9   | 5           | false | 10",
                "5  | 5  | 10  | 5 10        | false | 15",
                "5  | 5  | 15  | 5 10 15     | false | 20",
                "5  | 5  | 16  | 10 15       | true  | 20",
                "5  | 5  | 99  | 90 95       | true  | 100",
                "60 | 60 | 70  | 60          | false | 120",
                "60 | 60 | 71  | ''          | true  | 120",
                "60 | 60 | 600 | 600         | true  | 660",
            })
    void whatIsFoundInTimeIsFired(long every, long awaited, long now, String fired, boolean missed, long next) {
        var schedule = new Schedule.Interval(START, Duration.ofSeconds(every));

        Due due = Due.at(at(now), schedule, at(awaited), TOLERANCE);

        assertThat(due.ticks())
                .isEqualTo(Arrays.stream(fired.split(" "))
                        .filter(second -> !second.isEmpty())
                        .map(second -> at(Long.parseLong(second)))
                        .toList());
        assertThat(due.missed()).isEqualTo(missed);
        assertThat(due.next()).contains(at(next));
    }

    @Test
    void oneMomentIsWaitedForOnce() {
        var once = new Schedule.Once(at(5));

        assertThat(Due.at(at(6), once, at(5), TOLERANCE))
                .isEqualTo(new Due(java.util.List.of(at(5)), false, Optional.empty()));
        assertThat(Due.at(at(60), once, at(5), TOLERANCE))
                .isEqualTo(new Due(java.util.List.of(), true, Optional.empty()));
    }

    @Test
    void noTimerTakesAWholeRoundForItself() {
        var schedule = new Schedule.Interval(START, Duration.ofSeconds(1));

        Due due = Due.at(at(1000), schedule, at(1), Duration.ofHours(1));

        assertThat(due.ticks()).hasSize(Due.MOST_TICKS);
        assertThat(due.next()).contains(at(Due.MOST_TICKS + 1));
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
