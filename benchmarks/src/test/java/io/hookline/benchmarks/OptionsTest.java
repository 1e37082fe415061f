package io.hookline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private final Properties properties = new Properties();

    @Test
    void namesAndDefaults() {
        assertThat(Options.from(properties))
                .isEqualTo(new Options(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(15),
                        3,
                        2,
                        64,
                        1_024,
                        20_000,
                        300,
                        10_000_000,
                        Duration.ofSeconds(60),
                        Optional.empty()));

        properties.setProperty("bench.seconds", "1");
        properties.setProperty("bench.warm-up", "2");
        properties.setProperty("bench.rounds", "3");
        properties.setProperty("bench.backlog-rounds", "4");
        properties.setProperty("bench.connections", "5");
        properties.setProperty("bench.under-way", "6");
        properties.setProperty("bench.waiting", "7");
        properties.setProperty("bench.quiet", "8");
        properties.setProperty("bench.history", "9");
        properties.setProperty("bench.open-transaction", "10");
        properties.setProperty("bench.profile", "recordings");
        assertThat(Options.from(properties))
                .isEqualTo(new Options(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        3,
                        4,
                        5,
                        6,
                        7,
                        8,
                        9,
                        Duration.ofSeconds(10),
                        Optional.of(Path.of("recordings"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "many"})
    void whatIsNoUsefulNumberIsRefused(String value) {
        properties.setProperty("bench.seconds", value);

        assertThatThrownBy(() -> Options.from(properties)).hasMessageContaining("bench.seconds");
    }
}
