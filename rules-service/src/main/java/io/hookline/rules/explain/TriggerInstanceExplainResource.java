package io.hookline.rules.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.engine.RuleEnforcements;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Rules;
import io.hookline.rules.trigger.TriggerInstances;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code /v1/triggerinstances/{id}/explain}: what all rules on its trigger make of an event, and what followed when it came. */
@Path("/v1/triggerinstances")
@Blocking
public class TriggerInstanceExplainResource {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;
    private static final int MOST_ENFORCEMENTS = 100;
    private static final int RULES_AT_ONCE = 1_000;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    private final TriggerInstances instances;
    private final Rules rules;
    private final RuleEnforcements enforcements;
    private final Explainer explainer;
    private final Turns turns;
    private final Clock clock;

    TriggerInstanceExplainResource(
            TriggerInstances instances,
            Rules rules,
            RuleEnforcements enforcements,
            Explainer explainer,
            Turns turns,
            Clock clock) {
        this.instances = instances;
        this.rules = rules;
        this.enforcements = enforcements;
        this.explainer = explainer;
        this.turns = turns;
        this.clock = clock;
    }

    @GET
    @Path("/{id}/explain")
    public ObjectNode explain(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT);
        int limit = query.number("limit", 1, MOST).orElse(DEFAULT_LIMIT);
        TriggerInstance instance = Optional.of(id)
                .filter(Ids::isId)
                .flatMap(instances::stored)
                .orElseThrow(() -> new NotFoundException("Unable to identify resource with id \"" + id + "\"."));
        Optional<Rule> only = query.text("rule").map(this::rule);
        return only.isPresent() ? alone(only.get(), instance) : turns.take(() -> all(instance, limit));
    }

    private ObjectNode alone(Rule rule, TriggerInstance instance) {
        ObjectNode explanation = explanation(rule, instance);
        ObjectNode shown = about(instance, explanation.path("summary").asText());
        shown.putArray("explanations").add(explanation);
        return followed(instance, shown);
    }

    private ObjectNode all(TriggerInstance instance, int limit) {
        var nearest = new Nearest(explainer.payload(instance, instance.occurrenceTime()), limit);
        boolean complete = tryAll(instance.trigger(), nearest);
        ObjectNode shown = about(
                instance,
                nearest.summary()
                        + (complete ? "" : " There are more rules, which were not looked at: it took too long."));
        shown.putObject("rules")
                .put("enabled", nearest.enabled())
                .put("disabled", nearest.disabled())
                .put("matching", nearest.matching())
                .put("complete", complete);
        ArrayNode explanations = shown.putArray("explanations");
        for (Rule rule : nearest.rules()) {
            ObjectNode explanation = explanation(rule, instance);
            if (rule.isBackstop() && nearest.silencesBackstops()) {
                explanation.withArray("/notes").add("A standard rule matches, so this backstop is not tried.");
            }
            explanations.add(explanation);
        }
        return followed(instance, shown);
    }

    /** False if the time was over before all were tried. */
    private boolean tryAll(String trigger, Nearest nearest) {
        Instant end = clock.instant().plus(LONGEST_LOOK);
        List<Rule> some = rules.on(trigger, "", RULES_AT_ONCE);
        while (!some.isEmpty()) {
            nearest.tryAll(some);
            if (clock.instant().isAfter(end)) {
                return false;
            }
            some = rules.on(trigger, some.getLast().id(), RULES_AT_ONCE);
        }
        return true;
    }

    // As it was judged: ages are measured at the time of the event.
    private ObjectNode explanation(Rule rule, TriggerInstance instance) {
        return explainer.explain(rule, instance, instance.occurrenceTime()).shown();
    }

    private static ObjectNode about(TriggerInstance instance, String summary) {
        ObjectNode shown = Json.object();
        shown.putObject("trigger_instance")
                .put("id", instance.id())
                .put("trigger", instance.trigger())
                .put("occurrence_time", Json.TIME.format(instance.occurrenceTime()));
        return shown.put("summary", summary);
    }

    private ObjectNode followed(TriggerInstance instance, ObjectNode shown) {
        return shown.set("enforcements", Json.mapper().valueToTree(enforcements.of(instance.id(), MOST_ENFORCEMENTS)));
    }

    private Rule rule(String refOrId) {
        return rules.get(refOrId)
                .orElseThrow(
                        () -> new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found"));
    }
}
