package io.hookline.rules.engine;

import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import java.util.List;

/**
 * All that follows from one trigger instance.
 *
 * @param triggerIsKnown false if nobody here has heard of its trigger; it is recorded all the same, so that it can be seen
 * @param verdicts of the rules that were tried one by one
 * @param passedOver how many more there were that could not have answered
 */
record Judgement(
        TriggerInstance instance,
        boolean triggerIsKnown,
        List<Verdict> verdicts,
        int passedOver,
        List<RuleEnforcement> enforcements,
        List<LiveAction> liveActions) {
    Judgement {
        verdicts = List.copyOf(verdicts);
        enforcements = List.copyOf(enforcements);
        liveActions = List.copyOf(liveActions);
    }
}
