package io.hookline.ingest;

import io.hookline.common.start.MappedSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of numbers that make no sense the start says which setting it is. */
class SenselessSettingsTest {
    private final MappedSettings settings = new MappedSettings(
            "io.hookline.ingest.webhook.WebhookConfig", "io.hookline.ingest.credential.CredentialConfig");

    @ParameterizedTest
    @CsvSource(delimiter = '=', textBlock = """
            hookline.auth.token-ttl=0S
            hookline.auth.token-ttl=PT-24H
            hookline.webhook.max-body-size=0
            hookline.webhook.max-bytes-in-flight=0
            hookline.webhook.body-timeout=0S
            hookline.webhook.acknowledgement-timeout=0S
            """)
    void areRefusedByName(String name, String value) {
        settings.assertRefused(name, value);
    }

    @Test
    void theDefaultsAreNone() {
        settings.assertDefaultsPossible();
    }
}
