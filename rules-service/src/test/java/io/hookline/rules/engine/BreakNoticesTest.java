package io.hookline.rules.engine;

import static io.hookline.rules.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BreakNoticesTest {
    private final BreakNotices notices = new BreakNotices();

    @Test
    void oneBreakOfARuleIsToldInAMinuteAndTheNextCountsThoseLeftOut() {
        assertThat(notices.leftOut("a", NOW)).isEqualTo(OptionalLong.of(0));
        assertThat(notices.leftOut("a", NOW.plusSeconds(1))).isEmpty();
        assertThat(notices.leftOut("a", NOW.plusSeconds(59))).isEmpty();
        assertThat(notices.leftOut("b", NOW.plusSeconds(59))).isEqualTo(OptionalLong.of(0));

        assertThat(notices.leftOut("a", NOW.plusSeconds(60))).isEqualTo(OptionalLong.of(2));
        assertThat(notices.leftOut("a", NOW.plusSeconds(120))).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void ofMoreRulesThanItCanRememberSomeAreNotToldUntilAMinuteIsOver() {
        long told = IntStream.range(0, 10_001)
                .filter(rule -> notices.leftOut("rule-" + rule, NOW).isPresent())
                .count();

        assertThat(told).isEqualTo(10_000);
        assertThat(notices.leftOut("another", NOW.plusSeconds(60))).isEqualTo(OptionalLong.of(0));
    }
}
