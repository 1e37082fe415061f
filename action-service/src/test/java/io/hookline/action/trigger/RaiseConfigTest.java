package io.hookline.action.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and defaults that operators rely on. */
class RaiseConfigTest {
    @Test
    void allEndsRaiseTheTriggerByDefault() {
        RaiseConfig config = EndTriggersTest.config(Map.of());

        assertThat(config.actionTrigger()).isTrue();
        assertThat(config.actionTriggerStates()).containsExactlyInAnyOrder(EndState.values());
        assertThat(config.largestValue().asLongValue()).isEqualTo(1024 * 1024);
        assertThat(config.deepestChain()).isEqualTo(16);
    }

    @Test
    void aStateThatIsNoEndIsRefused() {
        Map<String, String> running = Map.of("hookline.triggers.action-trigger-states", "running");

        assertThatThrownBy(() -> EndTriggersTest.config(running)).hasMessageContaining("running");
    }
}
