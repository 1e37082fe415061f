package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders that say little for long: each has a time limit, and holds up nobody. The limits are set low, so that they are seen. */
class SlowSendersTest {
    private static final int MANY = 200;

    /** Of a request; a connection may rest for longer. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static RunningHookline hookline;

    @BeforeAll
    static void start() {
        hookline = RunningHookline.start(Map.of(
                "HOOKLINE_WEBHOOK_BODY_TIMEOUT",
                "2S",
                "QUARKUS_HTTP_IDLE_TIMEOUT",
                "4S",
                "QUARKUS_HTTP_READ_TIMEOUT",
                "2S",
                "HOOKLINE_API_REQUEST_TIMEOUT",
                LIMIT.toSeconds() + "S"));
    }

    @AfterAll
    static void close() {
        hookline.close();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(
            strings = {"", "POST", "POST /v1/webhooks/x HTTP/1.1\n", "POST /v1/webhooks/x HTTP/1.1\nHost: x\nX-Slow:"})
    void headersThatDoNotComeEndTheConnection(String beginning) {
        try (var connection = new RawConnection(hookline)) {
            connection.head(beginning);

            assertThat(connection.answer().map(RawAnswer::status))
                    .isIn(java.util.Optional.empty(), java.util.Optional.of(408));
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"/v1/webhooks/x", "/v1/rules", "/v1/executions"})
    void aBodyThatDoesNotComeIsNotWaitedFor(String path) {
        for (String length : List.of("Content-Length: 100\n\n{\"a\":", "Transfer-Encoding: chunked\n\n5\n{\"a\":\n")) {
            try (var connection = new RawConnection(hookline)) {
                connection.head(head(path) + length);

                connection
                        .answer()
                        .ifPresent(answer -> assertThat(answer.status()).isEqualTo(408));
            }
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"POST /", "GET /v1/rules HTTP/1.1\nHost: x\nX-Slow:"})
    void headersThatTrickleForEverAreNotWaitedFor(String beginning) {
        try (var connection = new RawConnection(hookline)) {
            connection.head(beginning);

            RawAnswer answer = connection.trickle("x", LONGEST).orElseThrow();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.faultstring()).isEqualTo("The request's headers did not come in time");
            assertThat(answer.headers()).containsKeys("x-request-id", "access-control-allow-origin");
            assertThat(connection.answer()).isEmpty();
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(strings = {"/v1/webhooks/x", "/v1/rules"})
    void aBodyThatTricklesForEverIsNotWaitedFor(String path) {
        try (var connection = new RawConnection(hookline)) {
            connection.head(head(path) + "X-Request-Id: mine\nContent-Length: 1000\n\n{");

            RawAnswer answer = connection.trickle(" ", LONGEST).orElseThrow();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.faultstring()).isEqualTo("The request's body did not come in time");
            assertThat(answer.headers()).containsEntry("x-request-id", "mine");
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void betweenRequestsAConnectionMayRest() {
        try (var connection = new RawConnection(hookline)) {
            connection.head("GET /v1/rules HTTP/1.1\nHost: x\n\n");
            connection.answer();
            long start = System.nanoTime();

            assertThat(connection.answer()).isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(LIMIT);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aWebhookIsToldThatItWasTooSlow() {
        try (var connection = new RawConnection(hookline)) {
            connection.head(head("/v1/webhooks/x") + "Content-Length: 100\n\n{");

            RawAnswer answer = connection.answer().orElseThrow();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.faultstring()).isEqualTo("The request's body did not come in time");
        }
    }

    @Test
    void manyOfThemHoldUpNobody() {
        List<RawConnection> slow = Stream.generate(() -> new RawConnection(hookline))
                .limit(MANY)
                .peek(connection -> connection.head(head("/v1/rules") + "Content-Length: 100\n\n{"))
                .toList();
        try {
            hookline.client().get("/v1/rules").expecting(200);
            hookline.client().post("/v1/webhooks/x", "{}").expecting(404);
        } finally {
            slow.forEach(RawConnection::close);
        }
    }

    private static String head(String path) {
        return "POST " + path + " HTTP/1.1\nHost: 127.0.0.1\nSt2-Api-Key: " + hookline.apiKey()
                + "\nContent-Type: application/json\n";
    }
}
