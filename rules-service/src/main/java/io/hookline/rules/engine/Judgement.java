package io.hookline.rules.engine;

import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import java.util.ArrayList;
import java.util.List;

/**
 * All that follows from one trigger instance.
 *
 * @param triggerIsKnown false if nobody here has heard of its trigger; it is recorded all the same, so that it can be seen
 * @param verdicts of the rules that may have answered
 * @param tried how many rules were tried one by one
 * @param passedOver how many more there were that did not answer
 * @param regexStepsSpent whether criteria broke because the regular expressions of all rules together took too many steps
 * @param throttled matches of rules with a throttle: what becomes of them is settled when this is recorded
 */
record Judgement(
        TriggerInstance instance,
        boolean triggerIsKnown,
        List<Verdict> verdicts,
        int tried,
        int passedOver,
        boolean regexStepsSpent,
        List<RuleEnforcement> enforcements,
        List<LiveAction> liveActions,
        List<ThrottledMatch> throttled) {
    Judgement {
        verdicts = List.copyOf(verdicts);
        enforcements = List.copyOf(enforcements);
        liveActions = List.copyOf(liveActions);
        throttled = List.copyOf(throttled);
    }

    /** With what became of its throttled matches. */
    Judgement settled(List<RuleEnforcement> settled) {
        List<RuleEnforcement> all = new ArrayList<>(enforcements);
        all.addAll(settled);
        return new Judgement(
                instance, triggerIsKnown, verdicts, tried, passedOver, regexStepsSpent, all, liveActions, List.of());
    }
}
