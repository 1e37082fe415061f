package io.hookline.rules.engine;

import static io.hookline.rules.Samples.NOW;
import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.payload;
import static io.hookline.rules.Samples.rule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.expressions.Vectors;
import io.hookline.expressions.template.Datastore;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleMatcherTest {
    private final RuleMatcher matcher = new RuleMatcher();

    /** Whole criteria: lookup, templates, and. */
    @TestFactory
    Stream<DynamicTest> rulesMatchAsStackStormsDo() {
        return Vectors.in("rule-match.json")
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + ": " + vector.path("note").asText(), () -> check(vector)));
    }

    private void check(JsonNode vector) {
        var verdict = matcher.match(rule(vector.path("criteria")), payload(vector.path("payload")));

        assertThat(spelled(verdict))
                .as("%s", verdict)
                .isEqualTo(Vectors.wanted(vector).asText());
    }

    private static String spelled(Verdict verdict) {
        return switch (verdict) {
            case Match() -> "match";
            case NoMatch(var criterion) -> "no-match";
            case Broken(var criterion, var reason) -> "failed";
        };
    }

    @Test
    void theFirstCriterionThatFailsIsNamed() {
        var rule = rule(
                json(
                        "{'trigger.body.action': {'type': 'eq', 'pattern': 'opened'}, 'trigger.body.draft': {'type': 'eq', 'pattern': false}}"));
        var payload = payload(json("{'body': {'action': 'opened', 'draft': true}}"));

        var verdict = matcher.match(rule, payload);

        assertThat(verdict).isEqualTo(new NoMatch(rule.criteria().get(1)));
    }

    @Test
    void aBrokenCriterionBehindOneThatFailsIsNotNoticed() {
        var rule = rule(json("{'trigger.a': {'type': 'eq', 'pattern': 1}, 'trigger.b': {'type': 'gt', 'pattern': 1}}"));

        var verdict = matcher.match(rule, payload(json("{'a': 2, 'b': 'x'}")));

        assertThat(verdict).isInstanceOf(NoMatch.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type': 'exists'}", "{'type': 'search', 'condition': 'any', 'pattern': {}}"})
    void aKeyThatHasToLookAtTooMuchBreaks(String criterion) {
        String list = "[" + "0,".repeat(1200) + "0]";
        var wide = payload(json("{'l': [" + (list + ",").repeat(1000) + list + "]}"));

        var verdict = matcher.match(rule(json("{'trigger..nope': " + criterion + "}")), wide);

        assertThat(verdict).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{'trigger.a': {'type': 'gt', 'pattern': 1}} | There might be a problem with the criteria in rule default.on_push: ",
                "{'trigger.[a': {'type': 'gt', 'pattern': 1}} | Failed transforming criteria key trigger.[a: ",
                "{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.no.x }}'}} | Failed to render pattern value \"{{ trigger.no.x }}\" for key \"trigger.a\": ",
                "{'trigger.a': {'type': 'odd', 'pattern': 1}} | There might be a problem with the criteria in rule default.on_push: ",
            })
    void whatBrokeIsToldInTheOriginalsWords(String criteria, String start) {
        var verdict = matcher.match(rule(json(criteria)), payload(json("{'a': 'x'}")));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).startsWith(start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'timediff_lt', 'pattern': '{{ st2kv.system.k | decrypt_kv }}'}",
                "{'type': 'eq', 'pattern': '{{ st2kv.system.k | decrypt_kv | version_bump_major }}'}",
                "{'type': 'eq', 'pattern': 'x{{ {}[st2kv.system.k | decrypt_kv] }}'}",
                "{'type': 'timediff_lt', 'pattern': '{{ st2kv.system.k | decrypt_kv | reverse }}'}",
                "{'type': 'eq', 'pattern': '{{ st2kv.system.k | decrypt_kv | reverse | from_json_string }}'}",
            })
    void whatWasDecryptedStandsInNoReason(String criterion) {
        Datastore datastore = Datastore.ofSystem(key -> Optional.of("cipher"), text -> Optional.of("it's 4711"));
        Payload payload = Payload.of(json("{'a': 'x'}"), datastore, NOW);

        var verdict = matcher.match(rule(json("{'trigger.a': " + criterion + "}")), payload);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken ->
                                assertThat(broken.reason()).contains("********").doesNotContain("4711", "1174"));
    }
}
