package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.Vectors;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.rules.Measured;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every operator does to a value what StackStorm's does. */
class OperatorsConformTest {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final Pattern MOMENT = Pattern.compile("\\$\\{now([+-]\\d+)(?:,([^}]+))?}");

    private final CriteriaParser parser = new CriteriaParser(new Templates(TemplateConfig.standard()));

    @TestFactory
    Stream<DynamicTest> operators() {
        return Vectors.in("criteria.json")
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + ": " + vector.path("note").asText(), () -> check(vector)));
    }

    private void check(JsonNode vector) {
        ObjectNode written = Json.object();
        written.set("type", vector.path("operator"));
        written.set("pattern", vector.path("pattern"));
        if (vector.has("condition")) {
            written.set("condition", vector.path("condition"));
        }
        Criterion criterion =
                parser.parse(Json.object().set("trigger.v", written)).getFirst();
        JsonNode payload = Json.object().set("v", atNow(vector.path("value")));

        var outcome = criterion.outcome(Payload.of(payload, Measured.DATASTORE, NOW));

        assertThat(spelled(outcome))
                .as("%s", outcome)
                .isEqualTo(Vectors.wanted(vector).asText());
    }

    private static String spelled(Criterion.Outcome outcome) {
        return switch (outcome) {
            case Holds() -> "true";
            case Fails() -> "false";
            case Breaks(var part, var reason) -> "error";
        };
    }

    private static JsonNode atNow(JsonNode value) {
        Matcher moment = MOMENT.matcher(value.isTextual() ? value.asText() : "");
        if (!moment.matches()) {
            return value;
        }
        Instant time = NOW.plusSeconds(Long.parseLong(moment.group(1)));
        String zone = moment.group(2);
        String spelled = zone == null || zone.equals("naive")
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.atOffset(ZoneOffset.UTC))
                        + (zone == null ? "Z" : "")
                : time.atOffset(ZoneOffset.of(zone)).toString();
        return Json.object().textNode(spelled);
    }
}
