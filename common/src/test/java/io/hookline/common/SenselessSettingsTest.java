package io.hookline.common;

import io.hookline.common.start.MappedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private final MappedSettings settings =
            new MappedSettings("io.hookline.common.api.ApiConfig", "io.hookline.common.database.HistoryConfig");

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            hookline.api.max-body-size=0
            hookline.api.request-timeout=0S
            hookline.history.keep=0D
            hookline.history.keep=PT-1S
            """)
    void areRefusedByName(String name, String value) {
        settings.assertRefused(name, value);
    }

    @Test
    void theDefaultsAreNone() {
        settings.assertDefaultsPossible();
    }
}
