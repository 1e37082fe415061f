package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.expressions.Vectors;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.ParameterOrder.Ordered;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What became of a rule's action parameters in the original, measured (spec: rules-and-criteria, 9). */
class ActionParametersVectorsTest {
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    private final Templates templates = new Templates(TemplateConfig.standard());

    static Stream<Arguments> vectors() {
        return Vectors.in("action-params.json")
                .map(vector -> Arguments.of(vector.get("id").asText(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void theParametersAreTheMeasuredOnes(String id, JsonNode vector) throws Exception {
        JsonNode expected = Vectors.wanted(vector);

        Object outcome = outcome(vector);

        if (expected.isTextual()) {
            assertThat(outcome).as("%s", vector).isEqualTo(expected.asText());
        } else {
            assertThat(outcome).as("%s", vector).isInstanceOf(Map.class);
            assertThat(Measured.same(expected, PythonValues.json(outcome)))
                    .as("%s%nbut was %s", vector, outcome)
                    .isTrue();
        }
    }

    /** The parameters, or the kind of error. */
    private Object outcome(JsonNode vector) throws Exception {
        var mapper = JsonMapper.builder().build();
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.set("trigger", vector.get("payload"));
        context.set("config_context", NOTHING);
        context.set(
                "action_context",
                mapper.readTree("{\"rule\": {\"name\": \"r\"}, \"trigger_instance\": {\"id\": \"1\"}}"));
        Map<String, Object> names = Measured.context(
                context,
                mapper.readTree("{\"system\": {\"conf_str\": \"hello\", \"conf_num\": \"5\"}}"),
                text -> Optional.empty());

        Map<String, Object> parameters = new LinkedHashMap<>();
        vector.get("parameters")
                .properties()
                .forEach(given -> parameters.put(given.getKey(), PythonValues.of(given.getValue())));
        JsonNode schema = vector.get("schema");
        schema.properties()
                .forEach(declared -> parameters.putIfAbsent(
                        declared.getKey(), PythonValues.of(declared.getValue().path("default"))));
        if (!(ParameterOrder.of(parameters, names.keySet(), templates) instanceof Ordered(List<String> order))) {
            return "render-error";
        }
        Map<String, Object> sent = new LinkedHashMap<>();
        for (String name : order) {
            if (!(ParameterValues.render(parameters.get(name), names, templates) instanceof Evaluated(Object value))) {
                return "render-error";
            }
            names.put(name, value);
            String fallback = schema.path(name).path("default").asText("");
            if (!vector.get("parameters").has(name) && !Template.isTemplate(fallback)) {
                continue;
            }
            Optional<Cast> cast = Cast.to(schema.path(name).path("type").asText(""));
            switch (cast.isEmpty() ? new Cast.Outcome.Done(value) : cast.get().cast(value)) {
                case Cast.Outcome.Done(Object done) -> sent.put(name, done);
                case Cast.Outcome.Impossible impossible -> {
                    return "cast-error";
                }
            }
        }
        return sent;
    }
}
