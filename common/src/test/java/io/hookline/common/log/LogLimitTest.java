package io.hookline.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final LogLimit limit = new LogLimit(now::get);
    private final List<Long> lines = new ArrayList<>();

    @Test
    void theFirstLineGoesOutAndTheNextAreCounted() {
        tell(3);
        assertThat(lines).containsExactly(0L);

        after(Duration.ofSeconds(5));
        tell(1);
        assertThat(lines).containsExactly(0L, 2L);

        after(Duration.ofSeconds(4));
        tell(100);
        after(Duration.ofSeconds(1));
        tell(1);
        assertThat(lines).containsExactly(0L, 2L, 100L);
    }

    @Test
    void whatHappensSeldomIsAlwaysTold() {
        for (int i = 0; i < 3; i++) {
            tell(1);
            after(Duration.ofMinutes(1));
        }

        assertThat(lines).containsExactly(0L, 0L, 0L);
    }

    private void tell(int times) {
        for (int i = 0; i < times; i++) {
            limit.tell(lines::add);
        }
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
