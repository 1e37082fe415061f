package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceTagTest {
    @Test
    void aFreshOneNamesTheHook() {
        assertThat(TraceTag.fresh("github/push")).matches("webhook-github/push-[0-9a-f]{32}");
    }

    @Test
    void thatOfADeliveryIsTheSameWheneverItComes() {
        String tag = TraceTag.ofDelivery("github/push", "a1");

        assertThat(tag).matches("webhook-github/push-[0-9a-f]{32}").isEqualTo(TraceTag.ofDelivery("github/push", "a1"));
        assertThat(TraceTag.ofDelivery("github/push", "a2")).isNotEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({"tag-1 x,tag-1 x", "'a\r\nSet-Cookie: b',a%0D%0ASet-Cookie: b", "é,%C3%A9"})
    void inAHeaderItIsOneLineOfAscii(String tag, String header) {
        assertThat(TraceTag.asHeader(tag)).isEqualTo(header);
    }
}
