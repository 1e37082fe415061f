package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerFact;
import io.hookline.common.model.TriggerType;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.stream.Stream;

/** What the web interface's list of rules shows more: the descriptions of action and trigger (spec: rules-and-criteria, 2.2). */
@Singleton
class RuleViews {
    private final KnownActions actions;
    private final TopicView.Index<TriggerFact> types;

    RuleViews(KnownActions actions, Views views) {
        this.actions = actions;
        this.types = views.triggers()
                .indexedBy(fact -> fact instanceof TriggerType type ? Stream.of(type.ref()) : Stream.empty());
    }

    /**
     * @param shown the rule as its own resource shows it; gets the descriptions
     */
    ObjectNode described(Rule rule, ObjectNode shown) {
        String action = actions.get(rule.actionRef())
                .map(known -> Objects.requireNonNullElse(known.action().description(), ""))
                .orElse("");
        shown.withObject("/action").put("description", action);
        Trigger trigger = rule.trigger();
        if (trigger != null) {
            String own = trigger.description();
            shown.withObject("/trigger").put("description", own == null ? description(trigger.type()) : own);
        }
        return shown;
    }

    private String description(String type) {
        return types.get(type).stream()
                .map(TriggerType.class::cast)
                .map(known -> Objects.requireNonNullElse(known.description(), ""))
                .findFirst()
                .orElse("");
    }
}
