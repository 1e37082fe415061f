package io.hookline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults that operators rely on. */
class RulesConfigTest {
    @Test
    void defaultsWorkOnALaptop() {
        RulesConfig config = config(Map.of());

        assertThat(config.systemUser()).isEqualTo("stanley");
        assertThat(config.validateTriggerParameters()).isTrue();
        assertThat(config.historyKept()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void eachCanBeSet() {
        RulesConfig config = config(Map.of(
                "hookline.rules.system-user", "robot",
                "hookline.rules.validate-trigger-parameters", "false",
                "hookline.rules.history-kept", "PT48H"));

        assertThat(config.systemUser()).isEqualTo("robot");
        assertThat(config.validateTriggerParameters()).isFalse();
        assertThat(config.historyKept()).isEqualTo(Duration.ofDays(2));
    }

    private static RulesConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(RulesConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RulesConfig.class);
    }
}
