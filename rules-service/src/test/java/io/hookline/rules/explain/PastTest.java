package io.hookline.rules.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PastTest {
    @ParameterizedTest
    @CsvSource({"90s, PT90S", "30m, PT30M", "24h, PT24H", "7d, PT168H", "31d, PT744H"})
    void aNumberAndAUnitAreATime(String text, Duration duration) {
        assertThat(Past.read(text)).isEqualTo(new Past.Read(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "h", "0h", "-1h", "1.5h", "1w", "24H", "99999999s", " 1h"})
    void whatIsNoTimeIsRefusedWithAnExample(String text) {
        assertThat(Past.read(text))
                .isEqualTo(new Past.Unreadable(
                        "Parameter \"last\" must be a whole number and s, m, h or d, such as 24h, got \"" + text
                                + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"32d", "745h", "9999999d"})
    void noLongerTimeThanAnybodyKeepsIsLookedAt(String text) {
        assertThat(Past.read(text))
                .isEqualTo(new Past.Unreadable("Parameter \"last\" must not be longer than 31d, got \"" + text + "\""));
    }
}
