package io.hookline.action.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.action.callback.Patience.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private static final Instant END = Instant.parse("2030-01-01T12:00:00Z");

    private final Patience patience = new Patience(Duration.ofSeconds(5), Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "200, Delivered", "204, Delivered", "299, Delivered", "302, TryAgain", "400, TryAgain",
        "404, TryAgain", "410, GivenUp", "429, TryAgain", "500, TryAgain", "503, TryAgain"
    })
    void theAnswerSaysWhatBecomesOfIt(int status, String outcome) {
        assertThat(patience.answered(callback(1), status, END, 0.5).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void eachPauseIsTwiceAsLongUpToAnHour() {
        List<Duration> pauses = new ArrayList<>();
        for (int attempts : new int[] {1, 2, 3, 10, 11, 100}) {
            pauses.add(((Outcome.TryAgain) patience.failed(callback(attempts), "x", END, 1)).pause());
        }

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(2560),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void chanceShortensAPauseToHalfOfItAtMost() {
        assertThat(patience.failed(callback(1), "x", END, 0))
                .isEqualTo(new Outcome.TryAgain("x", Duration.ofMillis(2500)));
    }

    @Test
    void afterADayItIsGivenUp() {
        Instant before = END.plus(Duration.ofHours(22));
        Instant after = END.plus(Duration.ofDays(1)).minusSeconds(1);

        assertThat(patience.failed(callback(40), "x", before, 1)).isInstanceOf(Outcome.TryAgain.class);
        assertThat(patience.failed(callback(41), "x", after, 1))
                .isEqualTo(new Outcome.GivenUp("x; it was tried 41 times"));
    }

    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        // The example of their specification's reference implementations.
        String signature = CallbackSignature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Callback callback(int attempts) {
        return new Callback("6b04f0b060fd08e819d0aac8", "https://x/", null, attempts, END);
    }
}
