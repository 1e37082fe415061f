package io.hookline.rules.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of APScheduler 3.11.3, but for the hours that are skipped in spring: there its manual counts. */
class CronTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hour: 3 | UTC | 2030-01-01T02:00:00Z | 2030-01-01T03:00:00Z",
                "hour: 3 | UTC | 2030-01-01T03:00:00Z | 2030-01-02T03:00:00Z",
                "hour: 3 | UTC | 2030-01-01T03:00:00.5Z | 2030-01-02T03:00:00Z",
                "minute: */5 | UTC | 2030-01-01T00:07:10Z | 2030-01-01T00:10:00Z",
                "minute: */25 | UTC | 2030-01-01T00:51:00Z | 2030-01-01T01:00:00Z",
                "second: */20 | UTC | 2030-01-01T00:00:59Z | 2030-01-01T00:01:00Z",
                "second: 7 | UTC | 2030-01-01T00:00:07Z | 2030-01-01T00:01:07Z",
                "minute: 10-20/4 | UTC | 2030-01-01T05:14:00Z | 2030-01-01T05:18:00Z",
                "minute: 50/4 | UTC | 2030-01-01T05:58:00Z | 2030-01-01T06:50:00Z",
                "minute: 1,2, 40 | UTC | 2030-01-01T05:02:30Z | 2030-01-01T05:40:00Z",
                "hour: 9-17; minute: 30 | UTC | 2030-01-01T17:30:00Z | 2030-01-02T09:30:00Z",
                "hour: 0,12 | UTC | 2030-01-01T11:59:59Z | 2030-01-01T12:00:00Z",
                "day: 1 | UTC | 2030-01-01T00:00:00Z | 2030-02-01T00:00:00Z",
                "day: 31 | UTC | 2030-01-31T12:00:00Z | 2030-03-31T00:00:00Z",
                "day: last | UTC | 2030-02-01T00:00:00Z | 2030-02-28T00:00:00Z",
                "day: last | UTC | 2028-02-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "day: last; hour: 23; minute: 59; second: 59 | UTC | 2030-12-31T23:59:59Z | 2031-01-31T23:59:59Z",
                "day: 2nd fri | UTC | 2030-01-01T00:00:00Z | 2030-01-11T00:00:00Z",
                "day: 2nd fri | UTC | 2030-01-11T00:00:00Z | 2030-02-08T00:00:00Z",
                "day: last sun | UTC | 2030-03-01T00:00:00Z | 2030-03-31T00:00:00Z",
                "day: 5th fri | UTC | 2030-01-01T00:00:00Z | 2030-03-29T00:00:00Z",
                "day: 1st mon, 3rd mon | UTC | 2030-01-10T00:00:00Z | 2030-01-21T00:00:00Z",
                "day: 15,last | UTC | 2030-01-16T00:00:00Z | 2030-01-31T00:00:00Z",
                "day: */10 | UTC | 2030-01-22T00:00:00Z | 2030-01-31T00:00:00Z",
                "day_of_week: 0 | UTC | 2030-01-01T00:00:00Z | 2030-01-07T00:00:00Z",
                "day_of_week: 6 | UTC | 2030-01-01T00:00:00Z | 2030-01-06T00:00:00Z",
                "day_of_week: mon-fri; hour: 8 | UTC | 2030-01-04T09:00:00Z | 2030-01-07T08:00:00Z",
                "day_of_week: MON,Wed | UTC | 2030-01-01T00:00:00Z | 2030-01-02T00:00:00Z",
                "day_of_week: sat,sun; minute: 30 | UTC | 2030-01-04T23:59:00Z | 2030-01-05T00:30:00Z",
                "day: 13; day_of_week: fri | UTC | 2030-01-01T00:00:00Z | 2030-09-13T00:00:00Z",
                "month: jan-mar; day: 1 | UTC | 2030-03-02T00:00:00Z | 2031-01-01T00:00:00Z",
                "month: 2; day: 29 | UTC | 2030-01-01T00:00:00Z | 2032-02-29T00:00:00Z",
                "month: 2; day: 30 | UTC | 2030-01-01T00:00:00Z | never",
                "month: */4 | UTC | 2030-06-01T00:00:00Z | 2030-09-01T00:00:00Z",
                "month: dec | UTC | 2030-01-01T00:00:00Z | 2030-12-01T00:00:00Z",
                "week: 1 | UTC | 2030-06-01T00:00:00Z | 2030-12-30T00:00:00Z",
                "week: 53 | UTC | 2030-01-01T00:00:00Z | 2032-12-27T00:00:00Z",
                "week: 10-12; day_of_week: tue; hour: 6 | UTC | 2030-01-01T00:00:00Z | 2030-03-05T06:00:00Z",
                "week: */2 | UTC | 2030-01-01T00:00:00Z | 2030-01-02T00:00:00Z",
                "year: 2040 | UTC | 2030-01-01T00:00:00Z | 2040-01-01T00:00:00Z",
                "year: 2031-2033; month: 7; day: 4 | UTC | 2033-07-05T00:00:00Z | never",
                "year: 2029 | UTC | 2030-01-01T00:00:00Z | never",
                "year: */7 | UTC | 2030-01-01T00:00:00Z | 2033-01-01T00:00:00Z",
                "year: 9999; month: 12; day: 31 | UTC | 2030-01-01T00:00:00Z | 9999-12-31T00:00:00Z",
                "hour: 0 | Asia/Kolkata | 2030-01-01T00:00:00Z | 2030-01-01T18:30:00Z",
                "hour: 12 | America/New_York | 2030-07-01T00:00:00Z | 2030-07-01T16:00:00Z",
                "hour: 2; minute: 30 | Europe/Vienna | 2030-03-30T12:00:00Z | 2030-04-01T00:30:00Z",
                "hour: 3; minute: 0 | Europe/Vienna | 2030-03-30T12:00:00Z | 2030-03-31T01:00:00Z",
                "minute: 30 | Europe/Vienna | 2030-03-31T00:40:00Z | 2030-03-31T01:30:00Z",
                "hour: */2 | Europe/Vienna | 2030-03-31T00:30:00Z | 2030-03-31T02:00:00Z",
                "hour: 2; minute: 30 | Europe/Vienna | 2030-10-26T12:00:00Z | 2030-10-27T00:30:00Z",
                "hour: 2; minute: 30 | Europe/Vienna | 2030-10-27T00:30:00Z | 2030-10-27T01:30:00Z",
                "hour: 2; minute: 30 | Europe/Vienna | 2030-10-27T01:30:00Z | 2030-10-28T01:30:00Z",
                "minute: */30 | Europe/Vienna | 2030-10-27T00:30:00Z | 2030-10-27T01:00:00Z",
                "hour: 3 | Europe/Vienna | 2030-10-27T00:30:00Z | 2030-10-27T02:00:00Z",
                "day: * | America/Sao_Paulo | 2018-11-03T12:00:00Z | 2018-11-05T02:00:00Z",
                "hour: 0; minute: 30 | America/Sao_Paulo | 2018-11-03T12:00:00Z | 2018-11-05T02:30:00Z",
                "minute: 45 | Australia/Lord_Howe | 2030-04-06T14:50:00Z | 2030-04-06T15:15:00Z",
                "hour: 1; minute: 45 | Australia/Lord_Howe | 2030-04-06T12:00:00Z | 2030-04-06T14:45:00Z",
            })
    void theNextTickIs(String fields, String zone, Instant after, String next) throws Exception {
        Optional<Instant> tick = cron(fields, zone).after(after);

        assertThat(tick.map(Instant::toString).orElse("never")).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "day | 2nd foo | Invalid weekday name \"foo\"",
                "day | 6th fri | Unrecognized expression \"6th fri\" for field \"day\"",
                "day | 1nd fri | Unrecognized expression \"1nd fri\" for field \"day\"",
                "day | 0 | Error validating expression '0': the first value (0) is lower than the minimum value (1)",
                "day | last fri,zzz | Unrecognized expression \"zzz\" for field \"day\"",
                "day_of_week | fun | Invalid weekday name \"fun\"",
                "day_of_week | 2nd fri | Unrecognized expression \"2nd fri\" for field \"day_of_week\"",
                "day_of_week | mon-fri/2 | Unrecognized expression \"mon-fri/2\" for field \"day_of_week\"",
                "hour | zzz | Unrecognized expression \"zzz\" for field \"hour\"",
                "hour | 24 | Error validating expression '24': the last value (24) is higher than the maximum value (23)",
                "hour | -1 | Unrecognized expression \"-1\" for field \"hour\"",
                "hour | 5-3 | The minimum value in a range must not be higher than the maximum",
                "hour | ~~ | Unrecognized expression \"\" for field \"hour\"",
                "hour | 1, | Unrecognized expression \"\" for field \"hour\"",
                "hour | 1 - 2 | Unrecognized expression \"1 - 2\" for field \"hour\"",
                "hour | 3-5/9 | Error validating expression '3-5/9': the step value (9) is higher than the total range of the expression (2)",
                "hour | * /2 | Unrecognized expression \"* /2\" for field \"hour\"",
                "hour | 99999999999 | Error validating expression '99999999999': the last value (2147483647) is higher than the maximum value (23)",
                "minute | 60 | Error validating expression '60': the last value (60) is higher than the maximum value (59)",
                "minute | */0 | Increment must be higher than 0",
                "minute | */60 | Error validating expression '*/60': the step value (60) is higher than the total range of the expression (59)",
                "month | zzz | Invalid month name \"zzz\"",
                "month | 13 | Error validating expression '13': the last value (13) is higher than the maximum value (12)",
                "month | jan- | Unrecognized expression \"jan-\" for field \"month\"",
                "second | last | Unrecognized expression \"last\" for field \"second\"",
                "week | 54 | Error validating expression '54': the last value (54) is higher than the maximum value (53)",
                "year | 1969 | Error validating expression '1969': the first value (1969) is lower than the minimum value (1970)",
            })
    void whatCannotBeUnderstoodIsRefused(String field, String text, String reason) {
        ObjectNode parameters = Json.object().put(field, text);

        assertThatThrownBy(() -> Cron.of(parameters, ZoneOffset.UTC))
                .isInstanceOf(InvalidSchedule.class)
                .hasMessage(reason);
    }

    @Test
    void aTimerWithoutAnyFieldIsRefused() {
        assertThatThrownBy(() -> Cron.of(Json.object().putNull("hour"), ZoneOffset.UTC))
                .hasMessageContaining("At least one field");
    }

    @Test
    void ticksFollowOneAnotherThroughTheHourThatComesTwice() throws Exception {
        Cron cron = cron("minute: */20", "Europe/Vienna");

        List<Instant> ticks = new ArrayList<>();
        Instant tick = Instant.parse("2030-10-26T23:50:00Z");
        for (int i = 0; i < 12; i++) {
            tick = cron.after(tick).orElseThrow();
            ticks.add(tick);
        }

        for (int i = 1; i < ticks.size(); i++) {
            assertThat(Duration.between(ticks.get(i - 1), ticks.get(i))).isEqualTo(Duration.ofMinutes(20));
        }
    }

    @Test
    void anHourThatIsAlwaysSkippedIsGivenUp() throws Exception {
        Cron cron = cron("month: 3; day: last sun; hour: 2", "Europe/Vienna");

        assertThat(cron.after(Instant.parse("2030-01-01T00:00:00Z"))).isEmpty();
    }

    /** Fields as {@code hour: 3; minute: 30}, numbers as such. */
    private static Cron cron(String fields, String zone) throws InvalidSchedule {
        ObjectNode parameters = Json.object();
        for (String field : fields.split("; ")) {
            String[] parts = field.split(": ");
            if (parts[1].matches("[0-9]+")) {
                parameters.put(parts[0], Integer.parseInt(parts[1]));
            } else {
                parameters.put(parts[0], parts[1]);
            }
        }
        return Cron.of(parameters, ZoneId.of(zone));
    }
}
