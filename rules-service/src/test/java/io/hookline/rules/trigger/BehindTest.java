package io.hookline.rules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehindTest {
    @Test
    void whileJudgingTheAgeAndWhatWaitsAreTold() {
        var behind = new Behind(Optional.of(Duration.ofMillis(2410)), OptionalLong.of(350));

        assertThat(behind.sentence())
                .isEqualTo("If it was accepted it is not judged yet: this node is judging what came 2.4 seconds ago,"
                        + " and 350 records wait behind that.");
    }

    @Test
    void betweenTwoBatchesWhatWaitsIsTold() {
        assertThat(new Behind(Optional.empty(), OptionalLong.of(7)).sentence())
                .isEqualTo("If it was accepted it is not judged yet: 7 records wait to be judged on this node.");
    }

    @Test
    void anIdleNodeSaysNoMoreThanItKnows() {
        assertThat(new Behind(Optional.empty(), OptionalLong.empty()).sentence())
                .isEqualTo("If it was accepted it is not judged yet; nothing waits on this node.");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "900, 1", "12000, 12", "600000, 30"})
    void askingAgainIsWorthItWhenTheBacklogMayBeDone(long age, long seconds) {
        var behind = new Behind(Optional.of(Duration.ofMillis(age)), OptionalLong.empty());

        assertThat(behind.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
