package io.hookline.benchmarks.bare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void onlyTheIdDiffers() {
        var sample = Sample.of(base64("{\"x\":\"ü\",\"id\":\"00112233445566778899aabb\",\"payload\":{}}"));

        byte[] copy = sample.withId("ffffffffffffffffffffffff");

        assertThat(new String(copy, UTF_8))
                .isEqualTo("{\"x\":\"ü\",\"id\":\"ffffffffffffffffffffffff\",\"payload\":{}}");
    }

    @Test
    void freshIdsHaveTheFormOfIds() {
        assertThat(Sample.freshId()).matches("[0-9a-f]{24}").isNotEqualTo(Sample.freshId());
    }

    @Test
    void aRecordWithoutAnIdIsRefused() {
        assertThatThrownBy(() -> Sample.of(base64("{}"))).hasMessageContaining("No id");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
