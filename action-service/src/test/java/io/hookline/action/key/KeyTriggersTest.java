package io.hookline.action.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.model.KeyValuePair;
import io.hookline.common.model.TriggerInstance;
import io.hookline.expressions.template.KeyCipher;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTriggersTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123456Z");
    private static final KeyCipher CIPHER = KeyCipher.of(KeyCipher.freshKeyFile());

    private final KeyTriggers triggers = new KeyTriggers(CIPHER::decrypt);

    @Test
    void aNewKeyIsCreatedAndNothingElse() {
        List<TriggerInstance> raised = triggers.created(pair("ann", "v", false), 7, NOW);

        assertThat(raised).extracting(TriggerInstance::trigger).containsExactly("core.st2.key_value_pair.create");
        TriggerInstance instance = raised.getFirst();
        assertThat(instance.traceTag()).isEqualTo("trigger_instance-" + instance.id());
        assertThat(instance.payload())
                .hasToString(
                        "{\"object\":{\"id\":\"5f0000000000000000000001\",\"uid\":\"key_value_pair:st2kv.user:ann:k\","
                                + "\"scope\":\"st2kv.user\",\"name\":\"k\",\"value\":\"v\",\"secret\":false,\"encrypted\":false,"
                                + "\"user\":\"ann\"}}");
    }

    @Test
    void anotherValueIsToldOfWithTheOldOne() {
        List<TriggerInstance> raised = triggers.updated(pair(null, "old", false), pair(null, "new", false), 8, NOW);

        assertThat(raised)
                .extracting(TriggerInstance::trigger)
                .containsExactly("core.st2.key_value_pair.update", "core.st2.key_value_pair.value_change");
        assertThat(raised.get(1).payload().path("old_object").path("value").asText())
                .isEqualTo("old");
        assertThat(raised.get(1).payload().path("new_object").path("value").asText())
                .isEqualTo("new");
    }

    @Test
    void aSecretThatIsSavedAgainHasNotChanged() {
        List<TriggerInstance> raised = triggers.updated(
                pair(null, CIPHER.encrypt("same"), true), pair(null, CIPHER.encrypt("same"), true), 9, NOW);

        assertThat(raised).extracting(TriggerInstance::trigger).containsExactly("core.st2.key_value_pair.update");
        assertThat(raised.getFirst().payload().toString()).doesNotContain("same");
    }

    @Test
    void eachChangeRaisesInstancesOfItsOwn() {
        String first =
                triggers.deleted(pair(null, "v", false), 1, NOW).getFirst().id();

        assertThat(triggers.deleted(pair(null, "v", false), 1, NOW).getFirst().id())
                .isEqualTo(first);
        assertThat(triggers.deleted(pair(null, "v", false), 2, NOW).getFirst().id())
                .isNotEqualTo(first);
    }

    private static KeyValuePair pair(String user, String value, boolean secret) {
        return new KeyValuePair("5f0000000000000000000001", user, "k", value, secret, null, null);
    }
}
