package io.hookline.rules.explain;

import static io.hookline.rules.Samples.json;
import static io.hookline.rules.Samples.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.rules.Samples;
import io.hookline.rules.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final ObjectNode MATCHING = json("{'trigger.a': {'type': 'eq', 'pattern': 1}}");
    private static final ObjectNode NO_MATCH = json("{'trigger.a': {'type': 'eq', 'pattern': 2}}");
    private static final ObjectNode HALF =
            json("{'trigger.a#1': {'type': 'eq', 'pattern': 2}, 'trigger.a#2': {'type': 'eq', 'pattern': 1}}");
    private static final ObjectNode THIRD = json(
            "{'trigger.a#1': {'type': 'eq', 'pattern': 1}, 'trigger.a#2': {'type': 'eq', 'pattern': 2}, 'trigger.b': {'type': 'exists'}}");

    @Test
    void matchesStandFirstThenThoseOfWhichMostHolds() {
        var nearest = new Nearest(payload(json("{'a': 1}")), 10);

        nearest.tryAll(List.of(rule("f", NO_MATCH, true), rule("e", THIRD, true), rule("d", HALF, false)));
        nearest.tryAll(List.of(rule("c", MATCHING, false), rule("b", MATCHING, true), rule("a", NO_MATCH, true)));

        assertThat(nearest.rules()).extracting(Rule::name).containsExactly("b", "c", "d", "e", "a", "f");
    }

    @Test
    void onlyAsManyAreKeptAsAreAskedFor() {
        var nearest = new Nearest(payload(json("{'a': 1}")), 2);
        List<Rule> many = new ArrayList<>();
        for (char name = 'a'; name <= 'z'; name++) {
            many.add(rule(String.valueOf(name), name == 'x' ? MATCHING : NO_MATCH, true));
        }

        nearest.tryAll(many);

        assertThat(nearest.rules()).extracting(Rule::name).containsExactly("x", "a");
        assertThat(nearest.enabled()).isEqualTo(26);
        assertThat(nearest.matching()).isEqualTo(1);
    }

    @Test
    void theSummarySaysPlainlyWhyNothingHappened() {
        assertThat(summaryOf()).isEqualTo("No rule listens on this trigger.");
        assertThat(summaryOf(rule("a", MATCHING, false))).isEqualTo("The only rule on this trigger is disabled.");
        assertThat(summaryOf(rule("a", MATCHING, false), rule("b", NO_MATCH, false)))
                .isEqualTo("All 2 rules on this trigger are disabled.");
        assertThat(summaryOf(rule("a", NO_MATCH, true))).isEqualTo("The enabled rule on this trigger does not match.");
        assertThat(summaryOf(rule("a", NO_MATCH, true), rule("b", NO_MATCH, true)))
                .isEqualTo("Of the 2 enabled rules on this trigger none matches; those that come nearest stand first.");
        assertThat(summaryOf(rule("a", MATCHING, true), rule("b", NO_MATCH, true)))
                .isEqualTo("Of the 2 enabled rules on this trigger one matches.");
    }

    @Test
    void anEmptyPayloadComesNearToNothing() {
        var nearest = new Nearest(payload(json("{}")), 10);

        nearest.tryAll(List.of(rule("a", json("{'trigger.a': {'type': 'nexists'}}"), true)));

        assertThat(nearest.matching()).isZero();
    }

    private static String summaryOf(Rule... rules) {
        var nearest = new Nearest(payload(json("{'a': 1}")), 10);
        nearest.tryAll(List.of(rules));
        return nearest.summary();
    }

    private static Rule rule(String name, ObjectNode criteria, boolean enabled) {
        Rule sample = Samples.rule(criteria);
        return new Rule(
                "5f00000000000000000000" + "%02x".formatted((int) name.charAt(0)),
                name,
                sample.pack(),
                sample.description(),
                enabled,
                sample.type(),
                sample.triggerRef(),
                sample.trigger(),
                sample.criteria(),
                sample.action(),
                sample.context(),
                sample.tags(),
                sample.metadataFile());
    }
}
