package io.hookline.rules.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiftedTest {
    private static final Instant T1 = Instant.parse("2030-01-01T12:00:00Z");
    private static final Instant T2 = T1.plusSeconds(3);

    @Test
    void whatNobodyKnowsIsJudgedInItsOrder() {
        var first = delivery("a", T2);
        var second = delivery("b", T1);
        var unnamed = unnamed(T1);

        var sifted = Sifted.of(List.of(first, second, unnamed), Map.of());

        assertThat(sifted.fresh()).containsExactly(first, second, unnamed);
        assertThat(sifted.repeated()).isEmpty();
    }

    @Test
    void ofOneDeliveryTheFirstRecordDecidesWhateverItsTime() {
        var first = delivery("a", T2);
        var again = delivery("a", T1);

        var sifted = Sifted.of(List.of(first, again, again), Map.of());

        assertThat(sifted.fresh()).containsExactly(first);
        assertThat(sifted.repeated()).containsExactly(again, again);
    }

    @Test
    void aDeliveryJudgedBeforeIsRepeatedWhenItsTimeIsAnother() {
        var again = delivery("a", T2);

        var sifted = Sifted.of(List.of(again), Map.of(again.id(), T1));

        assertThat(sifted.fresh()).isEmpty();
        assertThat(sifted.repeated()).containsExactly(again);
    }

    @Test
    void theSameRecordIsNoRepeatedDelivery() {
        var named = delivery("a", T1.plusNanos(1_000_001));
        var unnamed = unnamed(T1);

        var sifted = Sifted.of(List.of(named, unnamed, unnamed), Map.of(named.id(), T1.plusNanos(1_000_000)));

        assertThat(sifted.fresh()).containsExactly(unnamed);
        assertThat(sifted.repeated()).isEmpty();
    }

    @Test
    void oneKeyAtTwoTriggersIsTwoEvents() {
        var here = delivery("a", T1);
        var there = instance(Ids.ofDelivery("core.other", "a"), "core.other", "a", T1);

        assertThat(Sifted.of(List.of(here, there), Map.of()).fresh()).containsExactly(here, there);
    }

    private static TriggerInstance delivery(String key, Instant time) {
        return instance(Ids.ofDelivery("core.d09c03c3", key), "core.d09c03c3", key, time);
    }

    private static TriggerInstance unnamed(Instant time) {
        return instance("5f0000010000000000000001", "core.d09c03c3", null, time);
    }

    private static TriggerInstance instance(String id, String trigger, @Nullable String key, Instant time) {
        return new TriggerInstance(id, trigger, time, Json.object(), "tag", key, 0);
    }
}
