package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
    @ParameterizedTest
    @CsvSource({
        "2014-07-30, 2014-07-30T00:00:00Z",
        "2014-07-30T10:00, 2014-07-30T10:00:00Z",
        "2014-07-30 10:00:05.25, 2014-07-30T10:00:05.250Z",
        "2014-07-30T10:00:05Z, 2014-07-30T10:00:05Z",
        "2014-07-30T10:00:05+02:00, 2014-07-30T08:00:05Z",
        "2014-07-30T10:00:05-0230, 2014-07-30T12:30:05Z",
        "2014-07-30T10:00:05+02, 2014-07-30T08:00:05Z",
        "20140730T000000Z, 2014-07-30T00:00:00Z",
        "20140730, 2014-07-30T00:00:00Z",
        "Jul 30 2014 10:00, 2014-07-30T10:00:00Z",
        "'July 30, 2014', 2014-07-30T00:00:00Z",
        "30 Jul 2014, 2014-07-30T00:00:00Z",
        "'Wed, 30 Jul 2014 10:00:00 GMT', 2014-07-30T10:00:00Z",
    })
    void theUsualSpellingsAreRead(String text, Instant moment) {
        assertThat(DateText.read(text)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2014-13-01", "2014-07-32", "12:00", "Foo 30 2014", "2014-07-30T25:00"})
    void othersAreNoDates(String text) {
        assertThat(DateText.read(text)).isEmpty();
    }
}
