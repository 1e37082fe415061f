package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.standalone.abuse.RawConnection.RawAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests whose end two servers would see in two places (RFC 9112, 6.1 and 11.2): refused, or read so that nothing behind them is taken
 * for a request of somebody else.
 */
class RequestSmugglingTest extends AbuseCase {
    private static final String HIDDEN =
            "POST /v1/webhooks/smuggled-in HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 2\n\n{}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\nTransfer-Encoding: chunked\n\n0\n\n",
                "Transfer-Encoding: chunked\nContent-Length: 6\n\n0\n\n",
                "Content-Length: 2\nContent-Length: 60\n\n{}",
                "Content-Length: 60, 2\n\n{}",
                "Content-Length: +2\n\n{}",
                "Content-Length: 0x2\n\n{}",
                "Content-Length: -2\n\n{}",
                "Content-Length : 2\n\n{}",
                "Transfer-Encoding: xchunked\n\n2\n{}\n0\n\n",
                "Transfer-Encoding : chunked\n\n2\n{}\n0\n\n",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n2\n{}\n0\n\n",
                "Transfer-Encoding: identity, chunked\n\n2\n{}\n0\n\n",
                "Transfer-Encoding: chunked, identity\n\n2\n{}\n0\n\n",
                " Transfer-Encoding: chunked\n\n2\n{}\n0\n\n",
                "Transfer-Encoding:\u000bchunked\n\n2\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\n2 ;x\n{}\n0\n\n",
                "Transfer-Encoding: chunked\n\n0x2\n{}\n0\n\n"
            })
    void whatIsBehindADoubtfulRequestIsNeverAcceptedWithoutCredentials(String end) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + end + HIDDEN);

            List<Integer> statuses = new ArrayList<>();
            for (Optional<RawAnswer> answer = connection.answer();
                    answer.isPresent() && statuses.size() < 2;
                    answer = statuses.size() < 2 && answer.get().status() != 400
                            ? connection.answer()
                            : Optional.empty()) {
                statuses.add(answer.get().status());
            }
            // The first is refused or accepted with its key; what follows it came without one.
            assertThat(statuses).hasSizeLessThanOrEqualTo(2);
            assertThat(statuses.stream().skip(1)).allMatch(status -> status == 400 || status == 401);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\nTransfer-Encoding: chunked\n\n0\n\n",
                "Content-Length: 2\nContent-Length: 60\n\n{}",
                "Content-Length: +2\n\n{}",
                "Transfer-Encoding: xchunked\n\n2\n{}\n0\n\n"
            })
    void anAmbiguousLengthIsRefused(String end) {
        try (var connection = new RawConnection(HOOKLINE)) {
            connection.head(rawPost(hook) + end);

            connection.answer().ifPresent(answer -> assertThat(answer.status()).isBetween(400, 501));
        }
    }
}
