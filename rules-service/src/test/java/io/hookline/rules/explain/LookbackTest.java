package io.hookline.rules.explain;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Measured;
import io.hookline.rules.criteria.Payload;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookbackTest {
    @Test
    void eachEventIsJudgedAtItsOwnTime() {
        var lookback = new Lookback(rule(json("{'trigger.at': {'type': 'timediff_lt', 'pattern': 60}}")), 20);
        Instant longAgo = NOW.minusSeconds(86_400);

        look(lookback, longAgo, "{'at': '" + longAgo.minusSeconds(30) + "'}");
        look(lookback, longAgo, "{'at': '" + longAgo.minusSeconds(90) + "'}");

        assertThat(lookback.shown(longAgo, true).path("matched").asInt()).isEqualTo(1);
    }

    @Test
    void onlyTheFirstMatchesAreExamplesAndAllAreCounted() {
        var lookback = new Lookback(rule(json("{'trigger.a': {'type': 'gt', 'pattern': 0}}")), 2);

        for (int i = 0; i < 5; i++) {
            look(lookback, NOW, "{'a': " + i + "}");
        }

        var shown = lookback.shown(NOW, true);
        assertThat(shown.path("matched").asInt()).isEqualTo(4);
        assertThat(shown.path("examples")).hasSize(2);
    }

    @Test
    void whatWasNotLookedAtIsSaid() {
        var lookback = new Lookback(rule(json("{'trigger.a': {'type': 'eq', 'pattern': 1}}")), 2);
        look(lookback, NOW, "{'a': 2}");

        var shown = lookback.shown(NOW, false);

        assertThat(shown.path("complete").asBoolean()).isFalse();
        assertThat(shown.path("summary").asText())
                .isEqualTo("Of 1 event of the rule's trigger its criteria match none;"
                        + " there are more, older ones, which were not looked at: ask for a shorter time.");
    }

    @Test
    void noEventAtAllIsSaidPlainly() {
        var lookback = new Lookback(rule(json("{}")), 2);

        assertThat(lookback.shown(NOW, true).path("summary").asText())
                .isEqualTo("No event of the rule's trigger came in this time.");
    }

    private static void look(Lookback lookback, Instant time, String payload) {
        var instance = new TriggerInstance(Ids.fresh(time), "core.d09c03c3", time, json(payload), "tag");
        lookback.look(instance, Payload.of(instance.payload(), Measured.DATASTORE, time));
    }
}
