package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.callback.CallbackConfig;
import io.hookline.action.runner.OutgoingConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamConfigTest {
    @Test
    void theDefaultsAreThese() {
        StreamConfig stream = read(StreamConfig.class);
        OutputConfig output = read(OutputConfig.class);
        CallbackConfig callbacks = read(CallbackConfig.class);

        assertThat(stream.heartbeat()).isEqualTo(Duration.ofSeconds(25));
        assertThat(stream.mostReaders()).isEqualTo(1000);
        assertThat(stream.longestQueue()).isEqualTo(1000);
        assertThat(stream.largestQueue().asLongValue()).isEqualTo(16 * 1024 * 1024);
        assertThat(stream.longestReplay()).isEqualTo(10_000);
        assertThat(stream.mostWaiting()).isEqualTo(5000);
        assertThat(output.streamOutput()).isTrue();
        assertThat(output.streamOutputLimit().asLongValue()).isEqualTo(10 * 1024 * 1024);
        assertThat(output.streamOutputLines()).isEqualTo(100_000);
        assertThat(callbacks.reach()).isEqualTo(OutgoingConfig.Reach.PUBLIC);
        assertThat(callbacks.allowed()).isEmpty();
        assertThat(callbacks.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(callbacks.keepTrying()).isEqualTo(Duration.ofDays(1));
        assertThat(callbacks.firstPause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(callbacks.mostAtOnce()).isEqualTo(16);
    }

    private static <T> T read(Class<T> mapping) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
