package io.hookline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.database.HistoryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
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
        assertThat(config.keepDeliveryKeys()).isEqualTo(Duration.ofDays(7));
        assertThat(config.mostWaiting()).isEqualTo(1000);
        assertThat(config.executionsUrl()).isEmpty();
        assertThat(config.folder()).isEmpty();
        assertThat(config.folderPoll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read(HistoryConfig.class, Map.of()).keep()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void eachCanBeSet() {
        RulesConfig config = config(Map.of(
                "hookline.rules.system-user", "robot",
                "hookline.rules.validate-trigger-parameters", "false",
                "hookline.rules.keep-delivery-keys", "48H",
                "hookline.rules.most-waiting", "5",
                "hookline.rules.executions-url", "http://action:9101",
                "hookline.rules.folder", "/etc/rules",
                "hookline.rules.folder-poll", "1M"));

        assertThat(config.systemUser()).isEqualTo("robot");
        assertThat(config.validateTriggerParameters()).isFalse();
        assertThat(config.keepDeliveryKeys()).isEqualTo(Duration.ofDays(2));
        assertThat(config.mostWaiting()).isEqualTo(5);
        assertThat(config.executionsUrl()).contains(URI.create("http://action:9101"));
        assertThat(config.folder()).contains(Path.of("/etc/rules"));
        assertThat(config.folderPoll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(read(HistoryConfig.class, Map.of("hookline.history.keep", "48H"))
                        .keep())
                .isEqualTo(Duration.ofDays(2));
    }

    private static RulesConfig config(Map<String, String> settings) {
        return read(RulesConfig.class, settings);
    }

    private static <T> T read(Class<T> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(mapping);
    }
}
