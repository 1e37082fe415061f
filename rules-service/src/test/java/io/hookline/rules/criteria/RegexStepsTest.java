package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.Measured;
import io.hookline.rules.Samples;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import org.junit.jupiter.api.Test;

/** All regular expressions together have so many steps for one trigger instance. */
class RegexStepsTest {
    /** Steps are counted for it, since only it looks back. */
    private static final String SLOW = "{'trigger.a': {'type': 'regex', 'pattern': '(x+)y\\\\1'}}";

    private final Criterion slow = criterion(SLOW);
    private final Criterion linear = criterion("{'trigger.a': {'type': 'regex', 'pattern': 'x+y'}}");

    @Test
    void oneThatFindsNoneLeftBreaks() {
        Payload payload = payload(300);

        Criterion.Outcome first = slow.outcome(payload);
        Criterion.Outcome second = slow.outcome(payload);

        assertThat(first).isInstanceOf(Breaks.class);
        assertThat(second)
                .isInstanceOfSatisfying(
                        Breaks.class, broken -> assertThat(broken.reason()).contains("all rules"));
        assertThat(payload.hasSpentRegexSteps()).isTrue();
    }

    @Test
    void oneThatIsAnsweredInLinearTimeNeedsNone() {
        Payload payload = payload(0);

        Criterion.Outcome outcome = linear.outcome(payload);

        assertThat(outcome).isInstanceOf(Criterion.Outcome.Fails.class);
        assertThat(payload.hasSpentRegexSteps()).isFalse();
    }

    @Test
    void theSameStepsGiveTheSameAnswerAgain() {
        Payload once = payload(1_000_000);
        Payload again = payload(1_000_000);

        assertThat(slow.outcome(once)).isEqualTo(slow.outcome(again));
        assertThat(once.hasSpentRegexSteps()).isFalse();
    }

    private static Payload payload(long steps) {
        return Payload.of(Samples.json("{'a': '" + "x".repeat(100) + "'}"), Measured.DATASTORE, Samples.NOW, steps);
    }

    private static Criterion criterion(String criteria) {
        return Samples.rule(Samples.json(criteria)).criteria().getFirst();
    }
}
