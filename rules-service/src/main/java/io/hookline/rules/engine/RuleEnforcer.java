package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.parameters.ActionParameters.Outcome.Ready;
import io.hookline.common.parameters.ActionParameters.Outcome.Refused;
import io.hookline.common.parameters.ActionParameters.Outcome.Unrenderable;
import io.hookline.common.parameters.ParameterContext;
import io.hookline.common.secret.SecretBox;
import io.hookline.common.secret.SecretUnreadable;
import io.hookline.expressions.template.Datastore;
import io.hookline.rules.rule.KnownActions.Known;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.trigger.TriggerInstances;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a rule that matched: the order to run its action, or the reason why not (spec: rules-and-criteria, 3 and 7). Pure;
 * all ids follow from the instance and the rule, so the same record leads to the same order however often it is judged.
 */
public final class RuleEnforcer {
    private final String systemUser;
    private final Datastore datastore;
    private final SecretBox box;

    /**
     * @param systemUser whom the executions act for
     * @param datastore as that user sees it
     * @param box opens the rule's secrets, and seals those of the order
     */
    public RuleEnforcer(String systemUser, Datastore datastore, SecretBox box) {
        this.systemUser = systemUser;
        this.datastore = datastore;
        this.box = box;
    }

    /**
     * @param shownRule the rule as executions carry it
     * @param action what is known of the rule's action; empty: it does not exist
     */
    public Enforced enforce(
            EnabledRule enabled, ObjectNode shownRule, TriggerInstance instance, Optional<Known> action, Instant now) {
        Rule rule = enabled.rule();
        if (action.isEmpty()) {
            return refused(rule, instance, now, "Action \"" + rule.actionRef() + "\" doesn't exist");
        }
        Action known = action.get().action();
        ObjectNode context = context(rule, instance, known);
        Order order = new Order(enabled, shownRule, instance, context, now);
        var names = new ParameterContext(
                Map.of("trigger", instance.payload(), "action_context", context, "config_context", Json.object()),
                datastore);
        ActionParameters parameters = action.get().parameters();
        ObjectNode given;
        try {
            given = parameters.opened(rule.parameters(), box);
        } catch (SecretUnreadable e) {
            return refused(rule, instance, now, String.valueOf(e.getMessage()));
        }
        return switch (parameters.request(given, names)) {
            case Unrenderable(var reason) -> order.recordedAsFailed(reason);
            case Ready(var ready) ->
                known.enabled()
                        ? order.asked(parameters.sealed(ready, box))
                        : refused(rule, instance, now, disabled(rule));
            case Refused(var reason) -> refused(rule, instance, now, known.enabled() ? reason : disabled(rule));
        };
    }

    /** What is recorded of a rule one of whose criteria broke. */
    RuleEnforcement broken(Rule rule, TriggerInstance instance, String reason, Instant now) {
        return RuleEnforcement.failed(
                rule,
                instance,
                null,
                now,
                "Failed to match rule \"" + rule.ref() + "\" against trigger instance \"" + instance.id() + "\": "
                        + reason);
    }

    private static Enforced refused(Rule rule, TriggerInstance instance, Instant now, String reason) {
        return new Enforced(RuleEnforcement.failed(rule, instance, null, now, reason), Optional.empty());
    }

    private static String disabled(Rule rule) {
        return "Unable to execute. Action \"" + rule.actionRef() + "\" is disabled.";
    }

    private ObjectNode context(Rule rule, TriggerInstance instance, Action action) {
        ObjectNode context = Json.object();
        context.putObject("trigger_instance").put("id", instance.id()).putNull("name");
        context.putObject("rule").put("id", rule.id()).put("name", rule.name());
        context.put("user", systemUser).put("pack", action.pack());
        ObjectNode traced = context.putObject("trace_context")
                .put("id_", instance.traceId())
                .put("trace_tag", instance.traceTag());
        if (instance.depth() > 0) {
            traced.put("depth", instance.depth()); // what this execution raises in its turn is one deeper
        }
        return context;
    }

    /** What is recorded, and what is ordered, if anything. */
    public record Enforced(RuleEnforcement enforcement, Optional<LiveAction> liveAction) {}

    /** All of an order that does not depend on its parameters. */
    private record Order(
            EnabledRule enabled, ObjectNode shownRule, TriggerInstance instance, ObjectNode context, Instant now) {
        Enforced asked(ObjectNode parameters) {
            LiveAction liveAction = liveAction(parameters, null);
            return new Enforced(
                    RuleEnforcement.succeeded(enabled.rule(), instance, liveAction.executionId(), now),
                    Optional.of(liveAction));
        }

        Enforced recordedAsFailed(String reason) {
            LiveAction liveAction = liveAction(enabled.rule().parameters(), reason);
            return new Enforced(
                    RuleEnforcement.failed(enabled.rule(), instance, liveAction.executionId(), now, reason),
                    Optional.of(liveAction));
        }

        private LiveAction liveAction(ObjectNode parameters, @Nullable String error) {
            Rule rule = enabled.rule();
            // The id of an instance tells no time if it is made from a delivery key, and executions are kept by their
            // time.
            return new LiveAction(
                    Ids.following(instance.occurrenceTime(), instance.id(), "liveaction " + rule.id()),
                    Ids.following(instance.occurrenceTime(), instance.id(), rule.id()),
                    rule.actionRef(),
                    parameters,
                    context,
                    shownRule,
                    enabled.trigger(),
                    enabled.triggerType(),
                    TriggerInstances.processing(instance),
                    now,
                    error);
        }
    }
}
