package io.hookline.common.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.parameters.ActionParameters.Outcome;
import io.hookline.expressions.Vectors;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters of rules as the original resolved them, measured there. The vectors tell of rendering and casts alone; where the step after
 * them, or an improvement that the spec asks for, gives something else, it is said here.
 */
class ActionParameterVectorsTest {
    private static final Map<String, Outcome> OTHERWISE = Map.of(
            "p-022", new Outcome.Ready(Samples.json("{'p': true}")),
            "p-023", new Outcome.Ready(Samples.json("{'p': false}")),
            "p-036", new Outcome.Refused("[1] is not of type 'object', 'null'"),
            "p-037", new Outcome.Refused("{'a': 1} is not of type 'array', 'null'"),
            "p-086", new Outcome.Refused("Additional properties are not allowed ('zz' was unexpected)"));

    static Stream<Arguments> vectors() {
        return Vectors.in("action-params.json")
                .map(vector -> Arguments.of(vector.path("id").asText(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void areResolvedAsInTheOriginal(String id, JsonNode vector) {
        var parameters = Samples.parameters(vector.path("schema").toString(), "{}");
        var context = new ParameterContext(
                Map.of(
                        "trigger", vector.path("payload"),
                        "action_context", Samples.json("{'rule': {'name': 'r'}, 'trigger_instance': {'id': '1'}}")),
                Samples.datastore(Map.of("conf_str", "hello", "conf_num", "5")));

        var outcome = parameters.request((ObjectNode) vector.path("parameters"), context);

        JsonNode expected = Vectors.wanted(vector);
        if (OTHERWISE.containsKey(id)) {
            assertThat(outcome).isEqualTo(OTHERWISE.get(id));
        } else if (expected.isObject()) {
            assertThat(outcome).isEqualTo(new Outcome.Ready((ObjectNode) expected));
        } else {
            assertThat(outcome)
                    .isInstanceOf(
                            expected.asText().equals("cast-error")
                                    ? Outcome.Refused.class
                                    : Outcome.Unrenderable.class);
        }
    }
}
