package io.hookline.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private static final List<String> MAPPINGS = List.of("api.ApiConfig", "database.HistoryConfig");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hookline.api.max-body-size=0",
                "hookline.api.request-timeout=0S",
                "hookline.history.keep=0D",
                "hookline.history.keep=PT-1S"
            })
    void areRefusedByName(String setting) {
        String[] named = setting.split("=");

        Throwable failure = catchThrowable(() -> read(Map.of(named[0], named[1])));

        assertThat(failure)
                .hasMessageContaining(named[0])
                .hasMessageFindingMatch("it (has to be more|can't be less) than 0");
    }

    @Test
    void theDefaultsAreNone() {
        assertThatCode(() -> read(Map.of())).doesNotThrowAnyException();
    }

    private static void read(Map<String, String> settings) throws ClassNotFoundException {
        var builder = new SmallRyeConfigBuilder().addDiscoveredConverters().withDefaultValues(settings);
        for (String mapping : MAPPINGS) {
            builder.withMapping(Class.forName("io.hookline.common." + mapping));
        }
        builder.build();
    }
}
