package io.hookline.rules.engine;

import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TraceInstance.MatchedRule;
import io.hookline.common.model.TriggerInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that follows from one trigger instance.
 *
 * @param triggerIsKnown false if nobody here has heard of its trigger; it is recorded all the same, so that it can be seen
 * @param matched the rules that matched, whatever became of that
 * @param verdicts of the rules that may have answered
 * @param tried how many rules were tried one by one
 * @param passedOver how many more there were that did not answer
 * @param regexStepsSpent whether criteria broke because the regular expressions of all rules together took too many steps
 * @param throttled matches of rules with a throttle: what becomes of them is settled when this is recorded
 */
record Judgement(
        TriggerInstance instance,
        boolean triggerIsKnown,
        List<EnabledRule> matched,
        List<Verdict> verdicts,
        int tried,
        int passedOver,
        boolean regexStepsSpent,
        List<RuleEnforcement> enforcements,
        List<LiveAction> liveActions,
        List<ThrottledMatch> throttled) {
    Judgement {
        matched = List.copyOf(matched);
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
                instance,
                triggerIsKnown,
                matched,
                verdicts,
                tried,
                passedOver,
                regexStepsSpent,
                all,
                liveActions,
                List.of());
    }

    /**
     * What is told of it to those who keep traces, once its throttled matches are settled; nothing if an execution tells them.
     */
    Optional<TraceInstance> toldOfTrace() {
        return enforcements.stream().allMatch(made -> made.executionId() == null)
                ? Optional.of(new TraceInstance(
                        instance.traceId(),
                        instance.traceTag(),
                        instance.id(),
                        instance.trigger(),
                        instance.occurrenceTime(),
                        matched.stream()
                                .map(EnabledRule::rule)
                                .map(rule -> new MatchedRule(rule.id(), rule.ref()))
                                .toList(),
                        TriggerInstance.raisedBy(instance.trigger(), instance.payload())
                                .orElse(null)))
                : Optional.empty();
    }
}
