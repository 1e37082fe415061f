package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.rules.criteria.CriteriaParser;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of rules on one trigger, and events for it, ready to be judged either way.
 *
 * @param spare other rules with the ids of some of these
 */
record Matching(List<EnabledRule> rules, List<EnabledRule> spare, TriggerRules index, List<Payload> payloads) {
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final RuleMatcher MATCHER = new RuleMatcher();
    private static final int SPARE = 1000;

    static Matching none() {
        return new Matching(List.of(), List.of(), new TriggerRules(), List.of());
    }

    static Matching of(RuleSets.Kind kind, int size) {
        List<EnabledRule> rules = rules(kind, size);
        List<EnabledRule> spare = new ArrayList<>();
        for (int i = 0; i < Math.min(size, SPARE); i++) {
            Rule other = rules.get(size - 1 - i).rule();
            spare.add(enabled(rules.get(i).rule().id(), other));
            spare.add(rules.get(i));
        }
        List<Payload> payloads = RuleSets.payloads(size).stream()
                .map(Matching::tree)
                .map(Matching::payload)
                .toList();
        return new Matching(rules, spare, indexed(rules), payloads);
    }

    static List<EnabledRule> rules(RuleSets.Kind kind, int size) {
        var parser = new CriteriaParser(new Templates(TemplateConfig.standard()));
        List<EnabledRule> rules = new ArrayList<>();
        for (ObjectNode criteria : RuleSets.criteria(kind, size)) {
            rules.add(enabled(id(rules.size()), rule(parser, criteria)));
        }
        return rules;
    }

    /** As ids are: the time first. */
    private static String id(int number) {
        return "%08x%016x".formatted(0x6b000000 + number, 7 * number);
    }

    static TriggerRules indexed(List<EnabledRule> rules) {
        var index = new TriggerRules();
        rules.forEach(index::put);
        return index;
    }

    private static Rule rule(CriteriaParser parser, JsonNode criteria) {
        var trigger =
                new Trigger("t", "core.hook", "trigger:core:hook:0", "hook", "core", "core.hook", Json.object(), null);
        return new Rule(
                "",
                "rule",
                "default",
                null,
                true,
                Json.object().put("ref", "standard"),
                "core.hook",
                trigger,
                parser.parse(criteria),
                Json.object(),
                Json.object(),
                Json.mapper().createArrayNode(),
                "");
    }

    private static EnabledRule enabled(String id, Rule rule) {
        var named = new Rule(
                id,
                rule.name(),
                rule.pack(),
                rule.description(),
                rule.enabled(),
                rule.type(),
                rule.triggerRef(),
                rule.trigger(),
                rule.criteria(),
                rule.action(),
                rule.context(),
                rule.tags(),
                rule.metadataFile());
        return new EnabledRule(named, Json.object(), Json.object());
    }

    static JsonNode tree(byte[] payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Payload payload(JsonNode tree) {
        return Payload.of(tree, Datastore.EMPTY, NOW);
    }

    /** How many rules match, each found by its guard. */
    int guarded(int number) {
        Outcomes outcomes = new Outcomes(payloads.get(number));
        int matches = 0;
        for (Candidate candidate : index.standardFor(outcomes).rules()) {
            matches += MATCHER.match(candidate, outcomes) instanceof Match ? 1 : 0;
        }
        return matches;
    }

    /** How many rules are tried. */
    int candidates(int number) {
        return index.standardFor(new Outcomes(payloads.get(number))).tried();
    }

    /** How many rules match, all of them tried. */
    int scanned(int number) {
        Payload payload = payloads.get(number);
        int matches = 0;
        for (EnabledRule enabled : rules) {
            matches += MATCHER.match(enabled.rule(), payload) instanceof Match ? 1 : 0;
        }
        return matches;
    }

    /** Saves one of the rules in another form. */
    void change(int number) {
        index.put(spare.get(number % spare.size()));
    }
}
