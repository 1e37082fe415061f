package io.hookline.rules.engine;

import static io.hookline.rules.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.rule.Throttle;
import io.hookline.rules.rule.Throttle.Mode;
import org.junit.jupiter.api.Test;

class ThrottleKeyTest {
    private static final Throttle BY_HOST = new Throttle("{{ trigger.body.host }}", 1, "5m", Mode.FIRST);

    @Test
    void matchesAreCountedTogetherIfTheirTextIsTheSame() {
        ThrottleKey one = ThrottleKey.of(BY_HOST, json("{'body': {'host': 'a', 'n': 1}}"));
        ThrottleKey same = ThrottleKey.of(BY_HOST, json("{'body': {'host': 'a', 'n': 2}}"));
        ThrottleKey other = ThrottleKey.of(BY_HOST, json("{'body': {'host': 'b'}}"));

        assertThat(one).isInstanceOf(ThrottleKey.Counted.class).isEqualTo(same).isNotEqualTo(other);
    }

    @Test
    void aConstantCountsAllTogether() {
        Throttle all = new Throttle("", 1, "5m", Mode.FIRST);

        assertThat(ThrottleKey.of(all, json("{'body': 1}"))).isEqualTo(ThrottleKey.of(all, json("{'body': 2}")));
    }

    @Test
    void aKeyThatCannotBeRenderedFails() {
        ThrottleKey key = ThrottleKey.of(BY_HOST, json("{'body': {}}"));

        assertThat(key).isInstanceOf(ThrottleKey.Failed.class);
        assertThat(((ThrottleKey.Failed) key).reason())
                .startsWith("Failed to render throttle key \"{{ trigger.body.host }}\": ");
    }
}
