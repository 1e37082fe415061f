package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
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

    /** Whatever a hook is called, its tag is one line in a header, and can be read back from there. */
    @Test
    void anyTagFitsIntoAHeader() {
        long seed = new Random().nextLong();
        Random chance = new Random(seed);

        for (int i = 0; i < 5_000; i++) {
            String name = chance.ints(chance.nextInt(20), 0, 0x300)
                    .filter(c -> c != '%')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            String header = TraceTag.asHeader(name);

            assertThat(header).as("seed %d", seed).matches("[ -~]*");
            assertThat(URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"tag-1 x,tag-1 x", "'a\r\nSet-Cookie: b',a%0D%0ASet-Cookie: b", "é,%C3%A9"})
    void inAHeaderItIsOneLineOfAscii(String tag, String header) {
        assertThat(TraceTag.asHeader(tag)).isEqualTo(header);
    }
}
