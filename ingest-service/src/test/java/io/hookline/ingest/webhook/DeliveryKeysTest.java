package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.ingest.webhook.DeliveryKeys.Outcome;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryKeysTest {
    private final DeliveryKeys keys = new DeliveryKeys(List.of("Idempotency-Key", "webhook-id"));

    @Test
    void theFirstHeaderThatHoldsAnythingDecides() {
        assertThat(keys.in(headers())).isEqualTo(new Outcome.Unnamed());
        assertThat(keys.in(headers("X-Other", "o"))).isEqualTo(new Outcome.Unnamed());
        assertThat(keys.in(headers("Idempotency-Key", " "))).isEqualTo(new Outcome.Unnamed());
        assertThat(keys.in(headers("webhook-id", "w"))).isEqualTo(new Outcome.Named("w"));
        assertThat(keys.in(headers("WEBHOOK-ID", "w", "idempotency-key", "i"))).isEqualTo(new Outcome.Named("i"));
        assertThat(keys.in(headers("webhook-id", "w", "Idempotency-Key", ""))).isEqualTo(new Outcome.Named("w"));
    }

    @Test
    void withoutHeadersNoDeliveryIsNamed() {
        assertThat(new DeliveryKeys(List.of()).in(headers("Idempotency-Key", "i")))
                .isEqualTo(new Outcome.Unnamed());
    }

    @Test
    void aNameMayBeOfAnyPrintableText() {
        String longest = "~ ".repeat(127) + "x";

        assertThat(keys.in(headers("Idempotency-Key", longest))).isEqualTo(new Outcome.Named(longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "a\tb", "a\u007f", "256"})
    void otherNamesAreRefused(String key) {
        String sent = key.equals("256") ? "x".repeat(256) : key;

        assertThat(keys.in(headers("Idempotency-Key", sent, "webhook-id", "w")))
                .isEqualTo(new Outcome.Refused("Idempotency-Key must be at most 255 printable ASCII characters"));
    }

    private static MultiMap headers(String... namesAndValues) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
