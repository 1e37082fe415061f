package io.hookline.expressions.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.Vectors;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the original made of templates, measured (spec: templating, 7). */
class TemplatingVectorsTest {
    /** Accidents of the original that we do otherwise, as the spec says. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "json-escape-04", "exactly one quote is cut at each end",
            "use-none-06", "the marker is null for integers too",
            "param-13", "a quote in a value does not break the list or object it is put into",
            "param-15", "json_escape keeps the backslash and its quote together");

    private final Templates templates = new Templates(TemplateConfig.standard());

    static Stream<Arguments> vectors() {
        return Vectors.in("templating.json")
                .map(vector -> Arguments.of(vector.get("id").asText(), vector));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void theOutcomeIsTheMeasuredOne(String id, JsonNode vector) {
        Value outcome = outcome(vector);

        if (OTHERWISE.containsKey(id)) {
            assertThat(outcome).as(OTHERWISE.get(id)).isInstanceOf(Evaluated.class);
        } else if (vector.has("wanted") || vector.has("expect")) {
            JsonNode expected = Vectors.wanted(vector);
            assertThat(outcome).as("%s", vector).isInstanceOf(Evaluated.class);
            JsonNode actual = PythonValues.json(((Evaluated) outcome).value());
            assertThat(Measured.same(expected, actual))
                    .as("%s%nexpected %s%nbut was  %s", vector, expected, actual)
                    .isTrue();
        } else {
            assertThat(outcome).as("%s", vector).isInstanceOf(Refused.class);
        }
    }

    private Value outcome(JsonNode vector) {
        Function<String, Optional<String>> decryption = vector.has("crypto_key")
                ? KeyCipher.of(vector.get("crypto_key").toString())::decrypt
                : text -> Optional.empty();
        Map<String, Object> context = Measured.context(vector.path("context"), vector.path("datastore"), decryption);
        Object template = PythonValues.of(vector.get("template"));
        Value value = switch (vector.path("mode").asText("string")) {
            case "string" -> rendered(String.valueOf(template), context);
            case "param" -> ParameterValues.render(template, context, templates);
            case "mapping" -> ParameterValues.renderEach((Map<String, ?>) template, context, templates);
            default -> new Evaluated(template);
        };
        if (!vector.has("cast") || !(value instanceof Evaluated(Object uncast))) {
            return value;
        }
        return switch (Cast.to(vector.get("cast").asText()).orElseThrow().cast(uncast)) {
            case Cast.Outcome.Done(Object cast) -> new Evaluated(cast);
            case Cast.Outcome.Impossible(String reason) -> new Refused(Reason.VALUE, reason);
        };
    }

    private Value rendered(String text, Map<String, Object> context) {
        return switch (templates.read(text).render(context)) {
            case Rendered(String rendered) -> new Evaluated(rendered);
            case Refused refused -> refused;
        };
    }
}
