package io.hookline.common.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/rules, /v1/rules",
        "/v1/rules/, /v1/rules",
        "/v1/rules//, /v1/rules/",
        "/api/v1/rules/, /v1/rules",
        "/api/rules, /v1/rules",
        "/rules, /v1/rules",
        "/v1, /v1",
        "/, /v1",
        "/api/, /v1",
        "/api/v1/, /v1",
        "/v1/, /v1",
        "/v11/x, /v1/v11/x",
        "/webhooks/a%2Fb, /v1/webhooks/a%2Fb",
        "/auth/tokens, /auth/v1/tokens",
        "/auth/v1/tokens/, /auth/v1/tokens",
        "/api/auth/v1/tokens, /auth/v1/tokens",
        "/stream/stream, /stream/v1/stream",
        "/v1/actionexecutions/5, /v1/executions/5",
        "/apiary, /v1/apiary"
    })
    void eachSpellingOfAPathIsTheCanonicalOne(String asked, String canonical) {
        assertThat(Paths.canonical(asked)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/rules, false",
        "/v1/rules/, false",
        "/, false",
        "/v1/rules//, true",
        "/v1/rules//x, true",
        "/v1/rules/x//, true",
        "/v1//rules, true",
        "//v1/rules, true",
        "/api//v1/rules, true",
        "/v1/webhooks//, true",
        "/v1/webhooks//x, false",
        "/webhooks/x//, false"
    })
    void aPathWithAnEmptyPartIsNoPathUnlessAHookIsAsked(String asked, boolean isEmpty) {
        assertThat(Paths.hasEmptySegment(Paths.canonical(asked))).isEqualTo(isEmpty);
    }
}
