package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.execution.Admission.Outcome;
import io.hookline.action.policy.Policy;
import io.hookline.common.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final ObjectNode NONE = Json.object();

    @Test
    void withoutAPolicyEverybodyMayEnter() {
        var admission = Admission.of(List.of(), List.of(NONE, NONE));

        assertThat(admission.next(NONE)).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.whenFull()).isEmpty();
    }

    @Test
    void whoIsInAlreadyCounts() {
        var admission = Admission.of(List.of(concurrency(2, "delay")), List.of(NONE));

        assertThat(admission.next(NONE)).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.next(NONE)).isEqualTo(Outcome.DELAYED);
        assertThat(admission.whenFull()).contains(Outcome.DELAYED);
    }

    @Test
    void whoComesTooManyIsTurnedAwayWhereThePolicySaysSo() {
        var admission = Admission.of(List.of(concurrency(1, "cancel")), List.of(NONE));

        assertThat(admission.next(NONE)).isEqualTo(Outcome.CANCELED);
    }

    @Test
    void onlyEqualValuesCountTogether() {
        var admission =
                Admission.of(List.of(byAttributes(1, "host", "port")), List.of(json("{'host': 'a', 'port': 1}")));

        assertThat(admission.next(json("{'host': 'a', 'port': 1}"))).isEqualTo(Outcome.DELAYED);
        assertThat(admission.next(json("{'host': 'a', 'port': 2}"))).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.next(json("{'host': 'b', 'port': 1}"))).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.whenFull()).isEmpty();
    }

    @Test
    void anAttributeThatIsNotThereIsNotCompared() {
        var admission =
                Admission.of(List.of(byAttributes(1, "host", "port")), List.of(json("{'host': 'a', 'port': 1}")));

        assertThat(admission.next(json("{'host': 'a'}"))).isEqualTo(Outcome.DELAYED);
        assertThat(admission.next(json("{'host': 'b'}"))).isEqualTo(Outcome.ADMITTED);
    }

    @Test
    void everyPolicyMustLetItIn() {
        var admission = Admission.of(List.of(byAttributes(1, "host"), concurrency(2, "cancel")), List.of());

        assertThat(admission.next(json("{'host': 'a'}"))).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.next(json("{'host': 'a'}"))).isEqualTo(Outcome.DELAYED);
        assertThat(admission.next(json("{'host': 'b'}"))).isEqualTo(Outcome.ADMITTED);
        assertThat(admission.next(json("{'host': 'c'}"))).isEqualTo(Outcome.CANCELED);
    }

    static Policy policy(String type, ObjectNode parameters) {
        return new Policy("1", "policy:p:n", "p.n", "n", "p", null, true, "p.a", type, parameters, "");
    }

    private static Policy concurrency(int threshold, String action) {
        return policy(
                Admission.CONCURRENCY, Json.object().put("threshold", threshold).put("action", action));
    }

    private static Policy byAttributes(int threshold, String... attributes) {
        ObjectNode parameters = Json.object().put("threshold", threshold).put("action", "delay");
        List.of(attributes).forEach(parameters.putArray("attributes")::add);
        return policy(Admission.CONCURRENCY_BY_ATTRIBUTES, parameters);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"'));
    }
}
