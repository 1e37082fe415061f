package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are too large or too many are refused with a reason; what is no header is refused, or the connection is closed. */
class HostileHeadersTest extends AbuseCase {
    private static final int LARGE = 64 * 1024;

    @Test
    void aLargeHeaderIsRefused() {
        assertRefused("X-Large: " + "x".repeat(LARGE) + "\n");
    }

    @Test
    void manyHeadersAreRefused() {
        assertRefused("X-Many: x\n".repeat(LARGE / 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No colon\n",
                ": no name\n",
                "Sp ace: x\n",
                "X-Fold: a\n  b\n",
                "X-Null: a\0b\n",
                "X-Bare: a\rb\n"
            })
    void whatIsNoHeaderIsNotTakenForOne(String header) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + header + "Content-Length: 2\n\n{}");

            connection.answer().ifPresent(answer -> assertThat(answer.status()).isIn(202, 400));
        }
    }

    @Test
    void aLongRequestLineIsRefused() {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook + "?" + "x".repeat(LARGE)) + "Content-Length: 2\n\n{}");

            assertRefused(connection, 414, "The request's first line is too long");
        }
    }

    /** Far beyond what is refused with its size. */
    @Test
    void headersWithoutEndAreRefused() {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + "X-Large: " + "x".repeat(4 * LARGE));

            assertRefused(connection, 431, "The request's headers are too large");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\n\n",
                "GET\n\n",
                "POST /v1/webhooks/x HTTP/1.1\nSp ace: x\n\n",
                "POST /v1/webhooks/x HTTP/1.1\nX-Null: a\0b\n\n",
                "POST /v1/webhooks/x HTTP/1.1\nContent-Length: x\n\n"
            })
    void whatIsNoRequestIsToldSo(String text) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(text);

            assertRefused(connection, 400, "Failed to parse request: it is no HTTP/1.1");
        }
    }

    private static void assertRefused(RawConnection connection, int status, String text) {
        RawAnswer answer = connection.answer().orElseThrow();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsKey("x-request-id");
        assertThat(answer.faultstring()).isEqualTo(text);
    }

    private void assertRefused(String headers) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + headers + "Content-Length: 2\n\n{}");

            RawAnswer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.faultstring()).isEqualTo("The request's headers are larger than 20480 bytes");
        }
    }
}
