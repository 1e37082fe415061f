package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that two readers would take for two things. */
class HostilePathsTest extends AbuseCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/webhooks/%",
                "/v1/webhooks/%z",
                "/v1/webhooks/%zz",
                "/v1/webhooks/%c3",
                "/v1/webhooks/%c3%28",
                "/v1/webhooks/%00",
                "/v1/webhooks/a%2",
                "/v1/webhooks/%ff%fe",
                "/v1/webhooks/../rules",
                "/v1/webhooks/%2e%2e/rules",
                "/v1/webhooks/..;/rules",
                "/v1//webhooks/x",
                "//v1/webhooks/x",
                "/v1/webhooks",
                "/v1/webhooks/",
                "/v1/./rules",
                "/api//v1/rules",
                "/api/api/v1/rules",
                "/v1/v1/rules",
                "/V1/RULES",
                "/v1/rules;x=y",
                "/v1;x/rules",
                "/v1/rules%2f",
                "/v1/%72ules",
                "/v1/rules/%2e",
                "/v1/rules\\x",
                "/v1/rules?",
                "/v1/rules#x",
                "*",
                "http://127.0.0.1/v1/rules"
            })
    void withoutCredentialsNoSpellingGetsIn(String path) {
        for (String method :
                new String[] {"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "TRACE", "CONNECT", "get"}) {
            try (var connection = new RawConnection(HOOKLINE)) {
                connection.head(method + " " + path + " HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0\n\n");

                assertThat(connection.answer().map(RawAnswer::status).orElse(400))
                        .as("%s %s", method, path)
                        .isBetween(400, 499);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/webhooks/%",
                "/v1/webhooks/%z",
                "/v1/webhooks/%zz",
                "/v1/webhooks/a%2",
                "/v1/rules/%",
                "/v1/executions/%zz",
                "/%"
            })
    void badEncodingIsRefused(String path) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(path) + "Content-Length: 2\n\n{}");

            RawAnswer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.faultstring()).startsWith("Failed to parse request path");
            assertThat(answer.headers()).containsKey("x-request-id");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/webhooks/%c3%28", "/v1/webhooks/%ff%fe", "/v1/webhooks/%00", "/v1/rules/%ff"})
    void whatDecodesToNoTextIsNotFound(String path) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(path).replace("POST", "GET") + "Content-Length: 0\n\n");

            RawAnswer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isBetween(400, 404);
            assertThat(answer.faultstring()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET *", "OPTIONS *", "GET v1/rules", "CONNECT 127.0.0.1:1"})
    void whatIsNoPathOfOursIsNotFound(String start) {
        assertRefused(start + " HTTP/1.1\nHost: 127.0.0.1\n", 404, "The resource could not be found.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/rules HTTP/1.0\n",
                "GET /v1/rules HTTP/1.1\n",
                "GET /v1/rules HTTP/1.1\nHost: a b\n",
                "GET /v1/rules HTTP/1.1\nHost: a\nHost: b\n"
            })
    void aRequestHasOneHost(String head) {
        assertRefused(head, 400, "");
    }

    private static void assertRefused(String head, int status, String text) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(head + "St2-Api-Key: " + HOOKLINE.apiKey() + "\n\n");

            RawAnswer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.faultstring()).contains(text);
            assertThat(answer.headers()).containsKeys("x-request-id", "access-control-allow-origin");
        }
    }
}
