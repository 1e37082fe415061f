package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.rules.rule.KnownActions;
import io.hookline.rules.rule.KnownActions.Known;
import io.hookline.rules.rule.Rule;
import io.hookline.rules.rule.ShownRule;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What an execution has to know of the rule that starts it. */
@Singleton
class RuleActions {
    private final KnownActions actions;
    private final ShownRule shown;

    RuleActions(KnownActions actions, ShownRule shown) {
        this.actions = actions;
        this.shown = shown;
    }

    /**
     * @throws io.hookline.common.topic.TopicUnavailable if the action is not known here and Kafka does not tell whether there is one
     */
    Asked of(Rule rule) {
        return new Asked(shown.masked(rule), actions.find(rule.actionRef()));
    }

    /**
     * What a rule asks for.
     *
     * @param shownRule the rule as executions carry it
     * @param action empty: it does not exist
     */
    record Asked(ObjectNode shownRule, Optional<Known> action) {}
}
