package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.runner.Lane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private static final int MORE_THAN_MAY_WAIT = 100_000;

    private final Slots slots = new Slots(lane -> 2);

    @Test
    void noMoreAreOccupiedThanThereAre() {
        assertThat(slots.occupy(Lane.THREAD, 5)).isEqualTo(2);
        assertThat(slots.occupy(Lane.THREAD, 1)).isZero();
        assertThat(slots.occupy(Lane.PROCESS, 1)).isEqualTo(1);
    }

    @Test
    void whatHasEndedLeavesItsSlotToOthers() {
        slots.occupy(Lane.THREAD, 2);

        assertThat(slots.vacate(Lane.THREAD)).isTrue();

        assertThat(slots.free(Lane.THREAD)).isEqualTo(1);
    }

    @Test
    void whereManyEndsWaitToBeWrittenASlotIsKept() {
        int vacated = 0;
        while (vacated < MORE_THAN_MAY_WAIT && slots.occupy(Lane.THREAD, 1) == 1 && slots.vacate(Lane.THREAD)) {
            vacated++;
        }

        assertThat(vacated).isLessThan(MORE_THAN_MAY_WAIT);
        assertThat(slots.free(Lane.THREAD)).isEqualTo(1);
        slots.written();
        assertThat(slots.vacate(Lane.THREAD)).isTrue();
    }

    @Test
    void aNodeIsIdleWhenAllEndsAreWritten() throws Exception {
        slots.occupy(Lane.THREAD, 1);
        slots.vacate(Lane.THREAD);

        assertThat(slots.awaitIdle(Duration.ZERO)).isFalse();
        slots.written();
        assertThat(slots.awaitIdle(Duration.ZERO)).isTrue();
    }
}
