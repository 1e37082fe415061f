package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {
    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC  ", " Basic "})
    void theWordHasNoCase(String scheme) {
        assertThat(BasicCredentials.in(scheme + base64("ann:pw"))).contains(new BasicCredentials("ann", "pw"));
    }

    @Test
    void aPasswordMayHoldColonsAndMore() {
        assertThat(BasicCredentials.in("Basic " + base64("ann:p:w: ž")))
                .contains(new BasicCredentials("ann", "p:w: ž"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Basic",
                "Basic ",
                "Basic YTpi YTpi",
                "Bearer YTpi",
                "YTpi",
                "Basic bm9jb2xvbg==",
                "Basic !!!",
                "Basic YTr/"
            })
    void anythingElseIsNone(String authorization) {
        assertThat(BasicCredentials.in(authorization)).isEmpty();
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new BasicCredentials("ann", "hunter2").toString()).doesNotContain("hunter2");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
