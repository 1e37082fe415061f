package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookPathTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/webhooks/git,              git",
        "/v1/webhooks/git/,             git",
        "/v1/webhooks/git//,            git/",
        "/v1/webhooks//git,             /git",
        "/api/v1/webhooks/git,          git",
        "/webhooks/%67it,               git",
        "/webhooks/git%2F,              git/",
        "/webhooks/a%2Fb,               a/b",
        "/webhooks/git;x=/other,        git;x=/other",
        "/webhooks/git/../other,        git/../other",
        "/webhooks/a+b,                 a+b",
        "/webhooks/other/webhooks/git,  other/webhooks/git",
        "/webhooks/%252e,               %2e"
    })
    void aHooksNameIsReadInOneWay(String path, String name) {
        assertThat(HookPath.name(path)).isEqualTo(name);
    }

    @Test
    void brokenEncodingIsNoName() {
        assertThatIllegalArgumentException().isThrownBy(() -> HookPath.name("/webhooks/%zz"));
    }
}
