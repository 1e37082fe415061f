package io.hookline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundsTest {
    private final Rounds rounds = new Rounds();

    @Test
    void theMiddleOneCountsInWhateverOrderTheyCame() {
        rounds.add(30);
        rounds.add(10);
        rounds.add(20);

        assertThat(rounds.median()).isEqualTo(20);
        assertThat(rounds.last()).isEqualTo(20);
    }

    @Test
    void ofAnEvenNumberTheMeanOfTheMiddleTwo() {
        rounds.add(40);
        rounds.add(10);

        assertThat(rounds.median()).isEqualTo(25);
    }
}
