package io.hookline.rules.timer;

import static io.hookline.rules.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerTypeTest {
    private static final Instant SINCE = Instant.parse("2030-01-01T00:00:00.250Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "IntervalTimer | {'unit': 'seconds', 'delta': 1} | 2030-01-01T00:00:01.250Z",
                "IntervalTimer | {'unit': 'minutes', 'delta': 90} | 2030-01-01T01:30:00.250Z",
                "IntervalTimer | {'unit': 'hours', 'delta': 1} | 2030-01-01T01:00:00.250Z",
                "IntervalTimer | {'unit': 'days', 'delta': 1, 'timezone': 'Europe/Vienna'} | 2030-01-02T00:00:00.250Z",
                "IntervalTimer | {'unit': 'weeks', 'delta': 2} | 2030-01-15T00:00:00.250Z",
                "DateTimer | {'date': '2030-02-01T00:00:00Z'} | 2030-02-01T00:00:00Z",
                "DateTimer | {'date': '2030-02-01 00:00:00+01:00'} | 2030-01-31T23:00:00Z",
                "DateTimer | {'date': '2030-02-01T00:00:00'} | 2030-02-01T00:00:00Z",
                "DateTimer | {'date': '2030-02-01T00:00:00', 'timezone': 'Europe/Vienna'} | 2030-01-31T23:00:00Z",
                "DateTimer | {'date': '2030-02-01T00:00:00Z', 'timezone': 'Europe/Vienna'} | 2030-02-01T00:00:00Z",
                "DateTimer | {'date': '2029-02-01T00:00:00Z'} | never",
                "CronTimer | {'hour': 3} | 2030-01-01T03:00:00Z",
                "CronTimer | {'hour': '3', 'timezone': 'Europe/Vienna', 'minute': null} | 2030-01-01T02:00:00Z",
            })
    void theFirstTickIs(String type, String parameters, String first) throws Exception {
        TimerType timer = TimerType.named("core.st2." + type).orElseThrow();

        Schedule schedule = timer.schedule(json(parameters), SINCE);

        assertThat(schedule.after(SINCE).map(Instant::toString).orElse("never")).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "core.st2.IntervalTimer | {'unit': 'seconds', 'delta': 0} | delta has to be between 1 and 3155760000 seconds, was 0",
                "core.st2.IntervalTimer | {'unit': 'weeks', 'delta': -1} | delta has to be between 1 and 5217 weeks, was -1",
                "core.st2.IntervalTimer | {'unit': 'days', 'delta': 99999999999999999999} | delta has to be between 1 and 36525 days, was 99999999999999999999",
                "core.st2.IntervalTimer | {'unit': 'days', 'delta': 1, 'timezone': 'Europe/Nowhere'} | Unknown timezone \"Europe/Nowhere\"",
                "core.st2.DateTimer | {'date': 'tomorrow'} | Date \"tomorrow\" can't be read; write it like 2030-01-31T12:00:00Z",
                "core.st2.DateTimer | {'date': '2030-02-30T00:00:00Z'} | Date \"2030-02-30T00:00:00Z\" can't be read; write it like 2030-01-31T12:00:00Z",
                "core.st2.DateTimer | {'date': '2030-02-01', 'timezone': ''} | Unknown timezone \"\"",
                "core.st2.CronTimer | {'hour': 'zzz'} | Unrecognized expression \"zzz\" for field \"hour\"",
                "core.st2.CronTimer | {'timezone': 'UTC'} | At least one field of a cron timer has to be given, such as hour",
                "core.st2.webhook | {'url': 'zzz'} | ~~",
                "core.st2.CronTimer | {'hour': '*/2'} | ~~",
            })
    void whatNoTimerCanHaveIsRefused(String type, String parameters, String reason) {
        assertThat(TimerType.fault(type, json(parameters)))
                .isEqualTo(Optional.of(reason).filter(text -> !text.isEmpty()));
    }
}
