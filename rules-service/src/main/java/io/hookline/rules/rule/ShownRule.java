package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import jakarta.inject.Singleton;

/** How a rule is shown: in answers, and copied into the executions it leads to. */
@Singleton
public class ShownRule {
    private final KnownActions actions;
    private final RuleSecrets secrets;

    ShownRule(KnownActions actions, RuleSecrets secrets) {
        this.actions = actions;
        this.secrets = secrets;
    }

    /** With asterisks for what the action declares secret. */
    public ObjectNode masked(Rule rule) {
        return actions.get(rule.actionRef())
                .map(known -> tree(rule, known.parameters().masked(rule.parameters())))
                .orElseGet(() -> withSecrets(rule));
    }

    /** As it was saved. */
    ObjectNode withSecrets(Rule rule) {
        return tree(rule, secrets.opened(rule));
    }

    private static ObjectNode tree(Rule rule, ObjectNode parameters) {
        ObjectNode shown = Json.object()
                .put("id", rule.id())
                .put("uid", rule.uid())
                .put("ref", rule.ref())
                .put("name", rule.name())
                .put("pack", rule.pack());
        if (rule.description() != null) {
            shown.put("description", rule.description());
        }
        shown.put("enabled", rule.enabled());
        shown.set("type", rule.type());
        Trigger trigger = rule.trigger();
        if (trigger == null) {
            // Its trigger type is deleted; the rule stays, so that lists do not break (spec: rules-and-criteria, 2.4).
            shown.put("trigger", rule.triggerRef());
        } else {
            shown.putObject("trigger")
                    .put("type", trigger.type())
                    .put("ref", trigger.ref())
                    .set("parameters", trigger.parameters());
        }
        shown.set("criteria", rule.writtenCriteria());
        shown.set("action", rule.action().deepCopy().set("parameters", parameters));
        shown.set("context", rule.context());
        shown.set("tags", rule.tags());
        if (rule.throttle() != null) {
            shown.set("throttle", rule.throttle().shown());
        }
        return shown.put("metadata_file", rule.metadataFile());
    }
}
