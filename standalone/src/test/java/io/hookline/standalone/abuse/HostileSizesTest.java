package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies over the limit, announced or not, and bodies that never end. */
class HostileSizesTest extends AbuseCase {
    private static final String TOO_LARGE = "The request's body is larger than";
    private static final Duration LONGEST_SENDING = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(ints = {6_000_000, 30_000_000})
    void anAnnouncedBodyIsRefused(int size) {
        assertFault(post(new byte[size]), 413, TOO_LARGE);
    }

    @Test
    void anUnannouncedBodyIsRefused() {
        byte[] body = new byte[6_000_000];

        assertFault(
                client.send("POST", hook, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))),
                413,
                TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rules", "/v1/executions", "/v1/apikeys", "/auth/v1/tokens/validate"})
    void everyOtherResourceHasALimitToo(String path) {
        byte[] body = new byte[11_000_000];

        assertFault(client.send("POST", path, BodyPublishers.ofByteArray(body)), 413, TOO_LARGE);
        assertThat(client.send("POST", path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aLengthThatNobodyCanSendIsRefusedAtOnce() {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + "Content-Length: 9223372036854775807\n\n");

            assertThat(connection.answer()).get().extracting(RawAnswer::status).isEqualTo(413);
        }
    }

    @Test
    void whoAsksFirstIsToldBeforeSending() {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + "Content-Length: 100000000\nExpect: 100-continue\n\n");

            assertThat(connection.answer()).get().extracting(RawAnswer::status).isEqualTo(413);
        }
    }

    @Test
    void chunksWithoutEndAreCutOff() {
        byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + "Transfer-Encoding: chunked\n\n");

            long deadline = System.nanoTime() + LONGEST_SENDING.toNanos();
            boolean taken = true;
            while (taken && System.nanoTime() < deadline) {
                taken = connection.trySend(chunk);
            }

            assertThat(taken).isFalse();
        }
    }

    @Test
    void aChunkOfAnyLengthIsNotBelieved() {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + "Transfer-Encoding: chunked\n\nffffffffffffffff\n{}");

            connection.answer().ifPresent(answer -> assertThat(answer.status()).isBetween(400, 499));
        }
    }
}
