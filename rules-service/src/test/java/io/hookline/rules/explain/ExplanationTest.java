package io.hookline.rules.explain;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.payload;
import static io.hookline.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.Vectors;
import io.hookline.expressions.template.Datastore;
import io.hookline.rules.criteria.Payload;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ExplanationTest {
    /** What is explained is what is judged, for all the rules that were measured. */
    @TestFactory
    Stream<DynamicTest> anExplanationNeverDisagreesWithTheJudgement() {
        return Vectors.in("rule-match.json")
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + ": " + vector.path("note").asText(), () -> check(vector)));
    }

    private static void check(JsonNode vector) {
        JsonNode shown = explained(vector.path("criteria"), vector.path("payload"));

        String wanted = Vectors.wanted(vector).asText();
        assertThat(shown.path("outcome").asText())
                .isEqualTo(
                        switch (wanted) {
                            case "match" -> "match";
                            case "no-match" -> "no_match";
                            default -> "broken";
                        });
        List<String> tried = outcomes(shown, "tried");
        List<String> decided = outcomes(shown, "decided");
        switch (wanted) {
            case "match" -> assertThat(tried).allMatch("holds"::equals).hasSameSizeAs(shown.path("criteria"));
            case "no-match" -> assertThat(decided).allMatch("does_not_hold"::equals);
            default -> assertThat(decided).containsExactly("broken");
        }
    }

    private static List<String> outcomes(JsonNode shown, String flag) {
        return shown.path("criteria")
                .valueStream()
                .filter(criterion -> criterion.path(flag).asBoolean())
                .map(criterion -> criterion.path("outcome").asText())
                .toList();
    }

    @Test
    void eachCriterionTellsWhatItLookedAtThoseBehindTheDecisiveOneToo() {
        var shown = explained(
                json("""
                        {'trigger.body.action': {'type': 'eq', 'pattern': 'opened'},
                         'trigger.body.draft': {'type': 'eq', 'pattern': '{{ trigger.body.action == "closed" }}'},
                         'trigger.body.n': {'type': 'gt', 'pattern': 5}}
                        """.replace("\"closed\"", "\\'closed\\'")),
                json("{'body': {'action': 'opened', 'draft': true, 'n': 'x'}}"));

        assertThat(shown.path("criteria_held").asInt()).isEqualTo(1);
        assertThat(shown.path("summary").asText())
                .isEqualTo("The criteria do not match: \"trigger.body.draft\" (eq) does not hold, the value is true.");
        assertThat(shown.at("/criteria/0")).isEqualTo(json("""
                {'key': 'trigger.body.action', 'type': 'eq', 'pattern': 'opened', 'value': 'opened', 'outcome': 'holds',
                 'decided': false, 'tried': true}"""));
        assertThat(shown.at("/criteria/1")).isEqualTo(json("""
                {'key': 'trigger.body.draft', 'type': 'eq', 'pattern': 'False', 'value': true, 'outcome': 'does_not_hold',
                 'decided': true, 'tried': true}"""));
        assertThat(shown.at("/criteria/2/outcome").asText()).isEqualTo("broken");
        assertThat(shown.at("/criteria/2/reason").asText()).isNotEmpty();
        assertThat(shown.at("/criteria/2/tried").asBoolean()).isFalse();
    }

    @Test
    void whatIsNotThereIsShownAsNull() {
        var shown = explained(json("{'trigger.body.nope': {'type': 'exists'}}"), json("{'body': {}}"));

        assertThat(shown.at("/criteria/0/value").isNull()).isTrue();
        assertThat(shown.path("summary").asText())
                .isEqualTo(
                        "The criteria do not match: \"trigger.body.nope\" (exists) does not hold, the value is null.");
    }

    @Test
    void aPatternThatCannotBeRenderedIsLeftOutAndTheReasonSaysWhy() {
        var shown = explained(json("{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.no.x }}'}}"), json("{'a': 1}"));

        assertThat(shown.at("/criteria/0").has("pattern")).isFalse();
        assertThat(shown.at("/criteria/0/reason").asText())
                .startsWith("Failed to render pattern value \"{{ trigger.no.x }}\" for key \"trigger.a\": ");
        assertThat(shown.path("summary").asText())
                .startsWith("The criteria do not match: \"trigger.a\" (eq) breaks: Failed to render pattern value");
    }

    @Test
    void anEmptyPayloadIsTheReasonItself() {
        var shown = explained(json("{'trigger.a': {'type': 'nexists'}}"), Json.object());

        assertThat(shown.path("outcome").asText()).isEqualTo("no_match");
        assertThat(shown.at("/notes/0").asText())
                .isEqualTo("The payload is empty, and an empty payload matches no rule that has criteria.");
        assertThat(shown.at("/criteria/0/outcome").asText()).isEqualTo("not_tried");
    }

    @Test
    void aSearchTellsTheItemThatDecidedFirstAndOnlyAFewOthers() {
        String items = "{'n': 1}, ".repeat(40) + "{'n': 2}";

        var shown = explained(json("""
                        {'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.n': {'type': 'eq', 'pattern': 2}}}}"""), json("{'l': [" + items + "]}"));

        JsonNode search = shown.at("/criteria/0");
        assertThat(search.path("outcome").asText()).isEqualTo("holds");
        assertThat(search.path("condition").asText()).isEqualTo("any");
        assertThat(search.path("items_in_all").asInt()).isEqualTo(41);
        assertThat(search.path("items")).hasSize(5);
        assertThat(search.at("/items/0/index").asInt()).isEqualTo(40);
        assertThat(search.at("/items/0/satisfies").asBoolean()).isTrue();
        assertThat(search.at("/items/0/criteria/0")).isEqualTo(json("""
                {'key': 'item.n', 'type': 'eq', 'pattern': 2, 'value': 2, 'outcome': 'holds'}"""));
        assertThat(search.at("/items/1/satisfies").asBoolean()).isFalse();
    }

    @Test
    void theItemThatSpoilsASearchOverAllStandsFirst() {
        var shown = explained(json("""
                        {'trigger.l': {'type': 'search', 'condition': 'all', 'pattern': {'item': {'type': 'lt', 'pattern': 3}}}}"""), json("{'l': [1, 2, 3, 4]}"));

        assertThat(shown.at("/criteria/0/outcome").asText()).isEqualTo("does_not_hold");
        assertThat(shown.at("/criteria/0/items/0/index").asInt()).isEqualTo(2);
    }

    @Test
    void aPatternThatDecryptsASecretIsMasked() {
        var datastore = Datastore.ofSystem(key -> Optional.of("sealed"), cipher -> Optional.of("hush"));
        var criteria = json("{'trigger.a': {'type': 'eq', 'pattern': '{{ st2kv.system.token | decrypt_kv }}'}}");

        var shown = Explanation.of(rule(criteria), Payload.of(json("{'a': 'x'}"), datastore, NOW), List.of())
                .shown();

        assertThat(shown.at("/criteria/0/pattern").asText()).isEqualTo("********");
        assertThat(shown.toString()).doesNotContain("hush");
    }

    @Test
    void whatIsLongIsCutAndSaysSo() {
        var shown = explained(
                json("{'trigger.a': {'type': 'eq', 'pattern': 'short'}}"), json("{'a': '" + "😀".repeat(5_000) + "'}"));

        assertThat(shown.at("/criteria/0/value").asText())
                .hasSizeLessThan(1_100)
                .endsWith("… (10002 characters)");
        assertThat(shown.path("summary").asText()).hasSizeLessThan(250);
    }

    private static ObjectNode explained(JsonNode criteria, JsonNode payload) {
        return Explanation.of(rule(criteria), payload(payload), List.of()).shown();
    }
}
