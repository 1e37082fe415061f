package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.runner.Lane;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QueueHeadsTest {
    private final AtomicLong time = new AtomicLong();
    private final QueueHeads heads = new QueueHeads(Duration.ofNanos(100), time::get);

    @Test
    void aClaimGoesOnWhereTheLastOneEnded() {
        assertThat(heads.from(Lane.THREAD)).isZero();
        heads.taken(Lane.THREAD, OptionalLong.of(7));

        assertThat(heads.from(Lane.THREAD)).isEqualTo(7);
        heads.taken(Lane.THREAD, OptionalLong.empty());
        assertThat(heads.from(Lane.THREAD)).isEqualTo(7);
    }

    @Test
    void eachLaneHasItsOwn() {
        heads.from(Lane.THREAD);
        heads.taken(Lane.THREAD, OptionalLong.of(7));

        assertThat(heads.from(Lane.PROCESS)).isZero();
    }

    @Test
    void nowAndThenItLooksFromTheFront() {
        heads.from(Lane.THREAD);
        heads.taken(Lane.THREAD, OptionalLong.of(7));
        time.set(100);

        assertThat(heads.from(Lane.THREAD)).isZero();
        assertThat(heads.from(Lane.THREAD)).isZero();
        heads.taken(Lane.THREAD, OptionalLong.of(5));
        assertThat(heads.from(Lane.THREAD)).isEqualTo(5);
    }
}
