package io.hookline.rules;

import io.hookline.common.start.MappedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private final MappedSettings settings =
            new MappedSettings("io.hookline.rules.RulesConfig", "io.hookline.rules.timer.TimerConfig");

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            hookline.rules.keep-delivery-keys=0D
            hookline.rules.folder-poll=0S
            hookline.rules.most-waiting=-1
            hookline.rules.limits.criteria=0
            hookline.rules.limits.text=0
            hookline.rules.limits.regex=0
            hookline.rules.limits.search-criteria=-1
            hookline.rules.limits.search-depth=-1
            hookline.rules.limits.rules-per-trigger=0
            hookline.rules.limits.hidden-rules-per-trigger=-1
            hookline.rules.limits.regex-steps=0
            hookline.timers.tolerance=0S
            """)
    void areRefusedByName(String name, String value) {
        settings.assertRefused(name, value);
    }

    @Test
    void theDefaultsAreNone() {
        settings.assertDefaultsPossible();
    }
}
