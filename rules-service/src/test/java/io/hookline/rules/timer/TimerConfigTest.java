package io.hookline.rules.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults that operators rely on. */
class TimerConfigTest {
    @Test
    void aTickMayBeTenSecondsLate() {
        assertThat(config(Map.of()).tolerance()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config(Map.of("hookline.timers.tolerance", "1M")).tolerance())
                .isEqualTo(Duration.ofMinutes(1));
    }

    private static TimerConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(TimerConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(TimerConfig.class);
    }
}
