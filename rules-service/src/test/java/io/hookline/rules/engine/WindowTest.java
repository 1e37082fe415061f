package io.hookline.rules.engine;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Samples;
import io.hookline.rules.rule.Throttle;
import io.hookline.rules.rule.Throttle.Mode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @ParameterizedTest
    @CsvSource({
        // max, matched with these, new ones, admitted
        "1, 1, 1, 1",
        "1, 2, 1, 0",
        "1, 3, 3, 1",
        "2, 3, 3, 2",
        "2, 4, 3, 1",
        "2, 9, 3, 0",
        "5, 3, 3, 3",
    })
    void theFirstOfAWindowAreLetThrough(int max, long matched, int fresh, int admitted) {
        List<ThrottledMatch> matches = matches(new Throttle("", max, "5m", Mode.FIRST), fresh);

        Window.Settled settled = new Window(NOW, matched).settle(matches);

        assertThat(settled.admitted()).isEqualTo(matches.subList(0, admitted));
        assertThat(settled.kept()).isEmpty();
        assertThat(settled.heldBack())
                .extracting(RuleEnforcement::id)
                .containsExactlyElementsOf(matches.subList(admitted, fresh).stream()
                        .map(match -> match.enforcement().id())
                        .toList());
    }

    @Test
    void ofTheLastTheNewestAreKeptAndNoneIsLetThrough() {
        List<ThrottledMatch> matches = matches(new Throttle("", 2, "5m", Mode.LAST), 3);

        Window.Settled settled = new Window(NOW, 3).settle(matches);

        assertThat(settled.admitted()).isEmpty();
        assertThat(settled.kept()).isEqualTo(matches.subList(1, 3));
        assertThat(settled.heldBack()).hasSize(3);
    }

    @Test
    void whatIsHeldBackNamesTheWindow() {
        Window.Settled settled = new Window(NOW, 2).settle(matches(new Throttle("", 1, "5m", Mode.FIRST), 1));

        RuleEnforcement heldBack = settled.heldBack().getFirst();
        assertThat(heldBack.status()).isEqualTo(RuleEnforcement.Status.THROTTLED);
        assertThat(heldBack.executionId()).isNull();
        assertThat(heldBack.shown().path("throttle_reason").asText())
                .isEqualTo(
                        "Held back by the rule's throttle: at most 1 match per 5m; this window ends at 2030-01-01T12:00:00.000000Z");
        assertThat(heldBack.shown().has("failure_reason")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                // mode, max, matched in the window that is open, held back because
                "FIRST, 2, none, none",
                "FIRST, 2, 1, none",
                "FIRST, 2, 2, this window ends at 2030-01-01T12:00:00.000000Z",
                "LAST, 2, none, 'a window would begin with it, and the last are enforced then'",
                "LAST, 2, 1, 'this window ends at 2030-01-01T12:00:00.000000Z, and the last are enforced then'",
            })
    void whatWouldBecomeOfAMatchNowIsKnownWithoutCountingIt(
            Mode mode, int max, @Nullable Long matched, @Nullable String because) {
        Optional<Window> open = Optional.ofNullable(matched).map(count -> new Window(NOW, count));

        Optional<String> reason = Window.heldBack(new Throttle("", max, "5m", mode), open);

        assertThat(reason)
                .isEqualTo(Optional.ofNullable(because)
                        .map(why -> "Held back by the rule's throttle: at most 2 matches per 5m; " + why));
    }

    private static List<ThrottledMatch> matches(Throttle throttle, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    var instance = new TriggerInstance(
                            "5f000001000000000000000" + i, "core.d09c03c3", NOW, json("{'body': {}}"), "tag");
                    return new ThrottledMatch(
                            throttle,
                            "key",
                            RuleEnforcement.succeeded(
                                    Samples.rule(json("{}")), instance, "5f000001000000000000010" + i, NOW),
                            Optional.empty());
                })
                .toList();
    }
}
