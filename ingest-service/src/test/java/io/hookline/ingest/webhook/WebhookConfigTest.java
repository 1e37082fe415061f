package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookConfigTest {
    @Test
    void namesAndDefaultsAreThoseOfTheDocumentation() {
        WebhookConfig defaults = config(Map.of());
        WebhookConfig changed = config(Map.of(
                "hookline.webhook.max-body-size", "1M",
                "hookline.webhook.max-bytes-in-flight", "8M",
                "hookline.webhook.body-timeout", "1S",
                "hookline.webhook.acknowledgement-timeout", "2S",
                "hookline.webhook.delivery-key-headers", "X-GitHub-Delivery",
                "hookline.webhook.validate-trigger-payload", "false"));

        assertThat(defaults.maxBodySize().asLongValue()).isEqualTo(5 * 1024 * 1024);
        assertThat(defaults.maxBytesInFlight().asLongValue()).isEqualTo(64 * 1024 * 1024);
        assertThat(defaults.bodyTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(defaults.acknowledgementTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(defaults.deliveryKeyHeaders()).containsExactly("Idempotency-Key", "webhook-id");
        assertThat(defaults.validateTriggerPayload()).isTrue();
        assertThat(changed.maxBodySize().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(changed.maxBytesInFlight().asLongValue()).isEqualTo(8 * 1024 * 1024);
        assertThat(changed.bodyTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.acknowledgementTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(changed.deliveryKeyHeaders()).containsExactly("X-GitHub-Delivery");
        assertThat(changed.validateTriggerPayload()).isFalse();
    }

    private static WebhookConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(io.quarkus.runtime.configuration.MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(WebhookConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(WebhookConfig.class);
    }
}
