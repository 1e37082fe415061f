package io.hookline.rules.explain;

import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.secret.SecretBox;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.criteria.Reach;
import io.hookline.rules.engine.EnabledRule;
import io.hookline.rules.engine.RuleEnforcer;
import io.hookline.rules.engine.Throttles;
import io.hookline.rules.rule.KnownActions;
import io.hookline.rules.rule.KnownActions.Known;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.Throttle;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a rule makes of a trigger instance, by asking those who judge and enforce; nothing is published or recorded. */
@Singleton
class Explainer {
    private final KnownActions actions;
    private final KnownKeys keys;
    private final Throttles throttles;
    private final RuleEnforcer enforcer;

    Explainer(KnownActions actions, KnownKeys keys, Throttles throttles, RulesConfig config, SecretBox box) {
        this.actions = actions;
        this.keys = keys;
        this.throttles = throttles;
        this.enforcer = new RuleEnforcer(config.systemUser(), keys.of(config.systemUser()), box);
    }

    /**
     * @param now what ages are measured against
     * @throws io.hookline.common.topic.TopicUnavailable if the action is not known here and Kafka does not tell whether there is one
     */
    Explanation explain(Rule rule, TriggerInstance instance, Instant now) {
        Explanation explanation =
                throttled(Explanation.of(rule, payload(instance, now), notes(rule, instance)), instance);
        Trigger trigger = rule.trigger();
        if (!explanation.matches() || trigger == null) {
            return explanation;
        }
        Optional<Known> action = actions.find(rule.actionRef());
        var enabled = new EnabledRule(rule, Json.tree(trigger), Json.object());
        return explanation.with(
                Consequence.of(rule, enforcer.enforce(enabled, Json.object(), instance, action, now), action));
    }

    private Explanation throttled(Explanation explanation, TriggerInstance instance) {
        Rule rule = explanation.rule();
        Throttle throttle = rule.throttle();
        return throttle == null
                ? explanation
                : explanation.with(throttles.outlook(rule.id(), throttle, instance.payload()));
    }

    /** As criteria see it. */
    Payload payload(TriggerInstance instance, Instant now) {
        return Payload.of(instance.payload(), keys.system(), now);
    }

    private static List<String> notes(Rule rule, TriggerInstance instance) {
        List<String> notes = new ArrayList<>();
        if (!rule.enabled()) {
            notes.add("The rule is disabled: it is tried on no event.");
        }
        if (rule.trigger() == null) {
            notes.add("The rule's trigger \"" + rule.triggerRef() + "\" is gone: no event reaches the rule.");
        }
        if (!instance.trigger().equals(rule.triggerRef())) {
            notes.add("The trigger instance is of trigger \"" + instance.trigger() + "\" and the rule is on \""
                    + rule.triggerRef() + "\": it is not tried on this event.");
        }
        if (rule.isBackstop()) {
            notes.add("The rule is a backstop: it is tried only if no standard rule on its trigger matches.");
        }
        if (rule.throttle() != null) {
            notes.add("The rule has a throttle: " + rule.throttle().words() + ", and what is more is held back.");
        }
        Reach.of(rule.criteria()).advice().ifPresent(notes::add);
        return notes;
    }
}
