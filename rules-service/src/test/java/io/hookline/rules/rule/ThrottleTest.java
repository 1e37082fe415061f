package io.hookline.rules.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.Samples;
import io.hookline.rules.rule.Throttle.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThrottleTest {
    @Test
    void whatIsLeftOutIsOneMatchOfAllTheFirst() {
        Throttle throttle = Throttle.of(Samples.json("{'per': '5m'}"));

        assertThat(throttle).isEqualTo(new Throttle("", 1, "5m", Mode.FIRST));
        assertThat(throttle.shown()).isEqualTo(Samples.json("{'key': '', 'max': 1, 'per': '5m', 'mode': 'first'}"));
        assertThat(throttle.words()).isEqualTo("at most 1 match per 5m");
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "5m, PT5M", "2h, PT2H", "7d, P7D"})
    void aTimeIsANumberAndAUnit(String per, Duration duration) {
        Throttle throttle = new Throttle("", 1, per, Mode.FIRST);

        assertThat(throttle.fault()).isEmpty();
        assertThat(throttle.duration()).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'per': '5'} | throttle.per has to be a time such as 30s, 5m, 2h or 1d, at most 7d, was \"5\"",
                "{'per': '0s'} | throttle.per has to be a time",
                "{'per': '8d'} | throttle.per has to be a time",
                "{'per': '5w'} | throttle.per has to be a time",
                "{'per': '999999999d'} | throttle.per has to be a time",
                "{'per': '5m', 'max': 0} | throttle.max has to be between 1 and 1000 with mode \"first\", was 0",
                "{'per': '5m', 'max': 1001} | throttle.max has to be between 1 and 1000",
                "{'per': '5m', 'max': 101, 'mode': 'last'} | throttle.max has to be between 1 and 100 with mode \"last\"",
                "{'per': '5m', 'key': '{{ trigger.'} | throttle.key is no template: ",
                "{'per': '5m', 'key': '{{ rule.name }}'} | throttle.key may name trigger only, not \"rule\"",
            })
    void whatCanNeverWorkIsRefused(String written, String reason) {
        assertThat(Throttle.of(Samples.json(written)).fault())
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(reason));
    }
}
