package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.RuleMatcher;
import io.hookline.rules.engine.Verdict.Broken;
import io.hookline.rules.engine.Verdict.Match;
import io.hookline.rules.engine.Verdict.NoMatch;
import io.hookline.rules.rule.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts how a rule, as it is now, would have judged trigger instances of the past, each at the time when it occurred. */
final class Lookback {
    private final RuleMatcher matcher = new RuleMatcher();
    private final Rule rule;
    private final int mostExamples;
    private final List<ObjectNode> examples = new ArrayList<>();
    private int lookedAt;
    private int matched;
    private int broken;

    Lookback(Rule rule, int mostExamples) {
        this.rule = rule;
        this.mostExamples = mostExamples;
    }

    /**
     * @param payload of the instance, at the time when it occurred
     */
    void look(TriggerInstance instance, Payload payload) {
        lookedAt++;
        switch (matcher.match(rule, payload)) {
            case Match() -> {
                matched++;
                if (examples.size() < mostExamples) {
                    examples.add(Json.object()
                            .put("trigger_instance", instance.id())
                            .put("occurrence_time", Json.TIME.format(instance.occurrenceTime())));
                }
            }
            case NoMatch(var criterion) -> {}
            case Broken(var criterion, var reason) -> broken++;
        }
    }

    /**
     * As answers show it.
     *
     * @param complete whether all instances since then were looked at
     */
    ObjectNode shown(Instant since, boolean complete) {
        ObjectNode shown = Json.object();
        shown.putObject("rule").put("id", rule.id()).put("ref", rule.ref()).put("enabled", rule.enabled());
        shown.put("since", Json.TIME.format(since))
                .put("trigger_instances", lookedAt)
                .put("matched", matched)
                .put("broken", broken)
                .put("complete", complete)
                .put("summary", summary(complete));
        ArrayNode shownExamples = shown.putArray("examples");
        examples.forEach(shownExamples::add);
        return shown;
    }

    private String summary(boolean complete) {
        if (lookedAt == 0) {
            return "No event of the rule's trigger came in this time.";
        }
        String counted = "Of " + lookedAt + (lookedAt == 1 ? " event" : " events")
                + " of the rule's trigger its criteria match " + (matched == 0 ? "none" : String.valueOf(matched))
                + (broken == 0 ? "" : " and break on " + broken);
        return complete
                ? counted + "."
                : counted + "; there are more, older ones, which were not looked at: ask for a shorter time.";
    }
}
