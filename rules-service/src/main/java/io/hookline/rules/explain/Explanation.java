package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Criterion.Outcome.Breaks;
import io.hookline.rules.criteria.Criterion.Outcome.Fails;
import io.hookline.rules.criteria.Criterion.Outcome.Holds;
import io.hookline.rules.criteria.Finding;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.RuleMatcher;
import io.hookline.rules.engine.ThrottleOutlook;
import io.hookline.rules.engine.Verdict;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why one rule matches one payload or does not. The verdict is the one that counts when events are judged; what stands beside it is what
 * each criterion looked at, those too that a judgement does not come to because one before them has ended it.
 *
 * @param findings of all criteria, in the order written; none if the payload is empty, for then none is tried
 * @param notes what else keeps the rule from answering, a sentence each
 * @param throttle what the rule's throttle would do with a match now; empty if it has none
 * @param consequence what would follow from a match; empty if there is none
 */
record Explanation(
        Rule rule,
        Verdict verdict,
        List<Finding> findings,
        List<String> notes,
        Optional<ThrottleOutlook> throttle,
        Optional<Consequence> consequence) {
    private static final RuleMatcher MATCHER = new RuleMatcher();

    Explanation {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }

    /**
     * @param notes what is known beside the payload
     */
    static Explanation of(Rule rule, Payload payload, List<String> notes) {
        List<Finding> findings = payload.isEmpty()
                ? List.of()
                : rule.criteria().stream()
                        .map(criterion -> Finding.of(criterion, payload))
                        .toList();
        List<String> all = new ArrayList<>(notes);
        if (payload.isEmpty() && !rule.criteria().isEmpty()) {
            all.add("The payload is empty, and an empty payload matches no rule that has criteria.");
        }
        return new Explanation(rule, MATCHER.match(rule, payload), findings, all, Optional.empty(), Optional.empty());
    }

    Explanation with(Consequence followed) {
        return new Explanation(rule, verdict, findings, notes, throttle, Optional.of(followed));
    }

    Explanation with(ThrottleOutlook outlook) {
        return new Explanation(rule, verdict, findings, notes, Optional.of(outlook), consequence);
    }

    boolean matches() {
        return verdict instanceof Match;
    }

    /** As answers show it. */
    ObjectNode shown() {
        ObjectNode shown = Json.object();
        shown.putObject("rule")
                .put("id", rule.id())
                .put("ref", rule.ref())
                .put("enabled", rule.enabled())
                .set("type", rule.type().path("ref"));
        shown.put("outcome", outcome()).put("summary", summary());
        ArrayNode told = shown.putArray("notes");
        notes.forEach(told::add);
        shown.put("criteria_held", findings.stream().filter(Finding::holds).count());
        ArrayNode criteria = shown.putArray("criteria");
        for (int i = 0; i < rule.criteria().size(); i++) {
            criteria.add(findings.isEmpty() ? untried(rule.criteria().get(i)) : tried(i));
        }
        throttle.ifPresent(outlook -> shown.set("throttle", shown(outlook)));
        consequence.ifPresent(followed -> shown.set("action", followed.shown()));
        return shown;
    }

    private static ObjectNode shown(ThrottleOutlook outlook) {
        ObjectNode shown = Json.object();
        switch (outlook) {
            case ThrottleOutlook.Open(var key) -> shown.put("key", key).put("held_back", false);
            case ThrottleOutlook.HeldBack(var key, var reason) ->
                shown.put("key", key).put("held_back", true).put("reason", reason);
            case ThrottleOutlook.Unrenderable(var reason) -> shown.put("failure_reason", reason);
        }
        return Excerpt.ofEach(shown);
    }

    private String outcome() {
        return switch (verdict) {
            case Match() -> "match";
            case NoMatch(var criterion) -> "no_match";
            case Broken(var criterion, var reason) -> "broken";
        };
    }

    private String summary() {
        return switch (verdict) {
            case Match() ->
                "The criteria match" + consequence.map(Consequence::clause).orElse("") + ".";
            case NoMatch(var criterion) ->
                "The criteria do not match: "
                        + finding(criterion)
                                .map(found -> named(criterion) + " does not hold, the value is "
                                        + Excerpt.spelled(found.value().orElse(NullNode.getInstance())))
                                .orElse("the payload is empty")
                        + ".";
            case Broken(var criterion, var reason) ->
                "The criteria do not match: " + named(criterion) + " breaks: " + reason;
        };
    }

    private static String named(Criterion criterion) {
        return "\"" + criterion.key() + "\" ("
                + criterion.written().path("type").asText("no operator") + ")";
    }

    private Optional<Finding> finding(Criterion criterion) {
        return findings.stream()
                .filter(found -> found.criterion().equals(criterion))
                .findFirst();
    }

    /** The place of the criterion that ended the judgement; one behind the last if none did. */
    private int decisive() {
        return switch (verdict) {
            case Match() -> rule.criteria().size();
            case NoMatch(var criterion) -> rule.criteria().indexOf(criterion);
            case Broken(var criterion, var reason) -> rule.criteria().indexOf(criterion);
        };
    }

    private ObjectNode tried(int index) {
        return told(findings.get(index)).put("decided", index == decisive()).put("tried", index <= decisive());
    }

    private static ObjectNode untried(Criterion criterion) {
        return head(criterion).put("outcome", "not_tried").put("decided", false).put("tried", false);
    }

    private static ObjectNode told(Finding finding) {
        ObjectNode told = head(finding.criterion());
        finding.pattern().ifPresent(pattern -> told.set("pattern", Excerpt.of(pattern)));
        told.set("value", finding.value().map(Excerpt::of).orElse(NullNode.getInstance()));
        switch (finding.outcome()) {
            case Holds() -> told.put("outcome", "holds");
            case Fails() -> told.put("outcome", "does_not_hold");
            case Breaks(var part, var reason) -> told.put("outcome", "broken").put("reason", reason);
        }
        if (!finding.items().isEmpty()) {
            told.put("items_in_all", finding.items().getFirst().of());
            ArrayNode items = told.putArray("items");
            finding.items().forEach(item -> items.add(told(item)));
        }
        return told;
    }

    private static ObjectNode told(Finding.Item item) {
        ObjectNode told = Json.object().put("index", item.index()).put("satisfies", item.satisfies());
        ArrayNode nested = told.putArray("criteria");
        item.nested().forEach(finding -> nested.add(told(finding)));
        return told;
    }

    private static ObjectNode head(Criterion criterion) {
        ObjectNode head = Json.object().put("key", criterion.key());
        for (String field : List.of("type", "condition")) {
            JsonNode value = criterion.written().path(field);
            if (!value.isMissingNode()) {
                head.set(field, value);
            }
        }
        return head;
    }
}
