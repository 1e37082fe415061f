package io.hookline.rules.explain;

import static io.hookline.rules.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.parameters.ParameterContext;
import io.hookline.rules.Measured;
import io.hookline.rules.Samples;
import io.hookline.rules.criteria.CriteriaCheck;
import io.hookline.rules.criteria.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code docs/rules.md} shows is so. Its blocks say by their kind what is to be done with them: criteria that match the event or do
 * not, that break or are refused, parameters and what they are rendered to.
 */
class RulesDocumentTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)(?: ([\\w-]+))?\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final CriteriaCheck CHECK = new CriteriaCheck();

    private static List<Block> blocks;
    private static JsonNode event;

    @BeforeAll
    static void read() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "rules.md"));
        blocks = BLOCK.matcher(text).results().map(Block::of).toList();
        event = json(ofKind("event").getFirst());
    }

    @TestFactory
    Stream<DynamicTest> eachExampleIsSo() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            Optional<Block> next =
                    Optional.of(i + 1).filter(place -> place < blocks.size()).map(blocks::get);
            tests.add(dynamicTest(
                    block.kind() + ": " + block.text().lines().findFirst().orElse(""), () -> check(block, next)));
        }
        return tests.stream();
    }

    private static void check(Block block, Optional<Block> next) {
        switch (block.kind()) {
            case "json event", "json rendered", "json explanation", "text" -> {}
            case "json" -> assertThat(outcome(json(block).path("criteria"))).isEqualTo("match");
            case "json matches" -> assertThat(outcome(saved(block))).isEqualTo("match");
            case "json does-not-match" -> assertThat(outcome(saved(block))).isEqualTo("no_match");
            case "json breaks" -> assertThat(outcome(saved(block))).isEqualTo("broken");
            case "json refused" ->
                assertThat(CHECK.fault(json(block)))
                        .hasValueSatisfying(fault -> assertThat(fault).startsWith(said(next)));
            case "json parameters" -> checkParameters(json(block), next.orElseThrow());
            case "json explained" -> checkExplanation(saved(block), json(next.orElseThrow()));
            default -> throw new AssertionError("a block of a kind that nobody tests: " + block.kind());
        }
    }

    private static void checkParameters(ObjectNode parameters, Block expected) {
        var outcome =
                undeclared().request(parameters, new ParameterContext(Map.of("trigger", event), Measured.DATASTORE));

        switch (outcome) {
            case ActionParameters.Outcome.Ready(var ready) -> assertThat(ready).isEqualTo(json(expected));
            case ActionParameters.Outcome.Unrenderable(var reason) ->
                assertThat(reason).startsWith(said(Optional.of(expected)));
            case ActionParameters.Outcome.Refused(var reason) -> throw new AssertionError(reason);
        }
    }

    private static void checkExplanation(ObjectNode criteria, ObjectNode expected) {
        ObjectNode explanation = explanation(criteria);

        explanation.remove("rule");
        assertThat(explanation).hasToString(expected.toString());
    }

    @Test
    void everyOperatorIsShownAtWork() {
        String known = CHECK.fault(Samples.json("{'trigger.a': {'type': 'nope', 'pattern': 1}}"))
                .orElseThrow();
        List<String> operators = Pattern.compile("'(\\w+)'")
                .matcher(known)
                .results()
                .map(found -> found.group(1))
                .toList();

        List<String> shown = ofKind("matches").stream()
                .flatMap(block -> json(block).valueStream())
                .map(criterion -> criterion.path("type").asText())
                .toList();

        assertThat(operators).contains("equals", "search");
        assertThat(shown).containsAll(operators);
    }

    private static String outcome(JsonNode criteria) {
        return explanation(criteria).path("outcome").asText();
    }

    private static ObjectNode explanation(JsonNode criteria) {
        var payload = Payload.of(event, Measured.DATASTORE, NOW);
        return Explanation.of(Samples.rule(criteria), payload, List.of()).shown();
    }

    /** Criteria that a rule can have. */
    private static ObjectNode saved(Block block) {
        assertThat(CHECK.fault(json(block))).isEmpty();
        return json(block);
    }

    private static String said(Optional<Block> next) {
        assertThat(next).get().extracting(Block::kind).isEqualTo("text");
        return next.orElseThrow().text().strip();
    }

    private static List<Block> ofKind(String kind) {
        return blocks.stream()
                .filter(block -> block.kind().equals("json " + kind))
                .toList();
    }

    private static ObjectNode json(Block block) {
        return (ObjectNode) Json.stored(block.text());
    }

    private static ActionParameters undeclared() {
        var runner = new RunnerType(
                "5f0000000000000000000011",
                "noop",
                "runner_type:noop",
                "",
                true,
                "noop",
                "noop",
                Json.object(),
                null,
                Json.object());
        var action = new Action(
                "5f0000000000000000000013",
                "core.any",
                "action:core:any",
                "any",
                "core",
                null,
                true,
                "noop",
                "",
                Json.object(),
                Json.object(),
                Json.mapper().createArrayNode(),
                Json.object(),
                "",
                null);
        return ActionParameters.of(action, runner);
    }

    private record Block(String kind, String text) {
        static Block of(MatchResult found) {
            return new Block(
                    found.group(2) == null ? found.group(1) : found.group(1) + " " + found.group(2), found.group(3));
        }
    }
}
