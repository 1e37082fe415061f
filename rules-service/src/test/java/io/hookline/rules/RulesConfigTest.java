package io.hookline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.database.HistoryConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        assertThat(config.packs()).isEmpty();
        assertThat(config.limits().criteria()).isEqualTo(100);
        assertThat(config.limits().text()).isEqualTo(16_384);
        assertThat(config.limits().regex()).isEqualTo(1000);
        assertThat(config.limits().searchCriteria()).isEqualTo(64);
        assertThat(config.limits().searchDepth()).isEqualTo(3);
        assertThat(config.limits().rulesPerTrigger()).isEqualTo(100_000);
        assertThat(config.limits().hiddenRulesPerTrigger()).isEqualTo(1000);
        assertThat(config.limits().regexSteps()).isEqualTo(10_000_000);
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
                "hookline.rules.folder-poll", "1M",
                "hookline.rules.packs", "/packs,/more"));

        assertThat(config.systemUser()).isEqualTo("robot");
        assertThat(config.validateTriggerParameters()).isFalse();
        assertThat(config.keepDeliveryKeys()).isEqualTo(Duration.ofDays(2));
        assertThat(config.mostWaiting()).isEqualTo(5);
        assertThat(config.executionsUrl()).contains(URI.create("http://action:9101"));
        assertThat(config.folder()).contains(Path.of("/etc/rules"));
        assertThat(config.folderPoll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.packs()).contains(List.of(Path.of("/packs"), Path.of("/more")));
        assertThat(read(HistoryConfig.class, Map.of("hookline.history.keep", "48H"))
                        .keep())
                .isEqualTo(Duration.ofDays(2));
    }

    @Test
    void eachLimitCanBeSet() {
        RulesConfig.Limits limits = config(Map.of(
                        "hookline.rules.limits.criteria", "1",
                        "hookline.rules.limits.text", "2",
                        "hookline.rules.limits.regex", "3",
                        "hookline.rules.limits.search-criteria", "4",
                        "hookline.rules.limits.search-depth", "5",
                        "hookline.rules.limits.rules-per-trigger", "6",
                        "hookline.rules.limits.hidden-rules-per-trigger", "7",
                        "hookline.rules.limits.regex-steps", "8"))
                .limits();

        assertThat(limits.criteria()).isEqualTo(1);
        assertThat(limits.text()).isEqualTo(2);
        assertThat(limits.regex()).isEqualTo(3);
        assertThat(limits.searchCriteria()).isEqualTo(4);
        assertThat(limits.searchDepth()).isEqualTo(5);
        assertThat(limits.rulesPerTrigger()).isEqualTo(6);
        assertThat(limits.hiddenRulesPerTrigger()).isEqualTo(7);
        assertThat(limits.regexSteps()).isEqualTo(8);
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
