package io.hookline.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 50, 1",
        "2, 50, 1",
        "3, 50, 2",
        "100, 50, 50",
        "100, 99, 99",
        "100, 99.5, 100",
        "1000, 99, 990",
        "10, 100, 10"
    })
    void aPercentileIsTheSmallestThatSoManyDoNotExceed(int count, double percent, double millis) {
        List<Duration> durations = millisUpTo(count);
        Collections.reverse(durations);

        assertThat(new Durations(durations).millis(percent)).isEqualTo(millis);
    }

    @Test
    void partsOfAMillisecondAreKept() {
        assertThat(new Durations(List.of(Duration.ofNanos(1_250_000))).millis(50))
                .isEqualTo(1.25);
    }

    @Test
    void nothingHasNoPercentile() {
        assertThatThrownBy(() -> new Durations(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Duration> millisUpTo(int count) {
        return new ArrayList<>(
                IntStream.rangeClosed(1, count).mapToObj(Duration::ofMillis).toList());
    }
}
