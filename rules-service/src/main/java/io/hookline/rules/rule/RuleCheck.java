package io.hookline.rules.rule;

import io.hookline.common.model.Ref;
import io.hookline.common.model.TriggerType;
import io.hookline.rules.criteria.CriteriaCheck;
import io.hookline.rules.criteria.CriteriaLimits;
import io.hookline.rules.trigger.TriggerCheck;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells why a rule of the right shape can't be saved: the checks of spec rules-and-criteria 2.1 that need no other rule, in its order. */
public final class RuleCheck {
    private final TriggerCheck triggers;
    private final CriteriaCheck criteria = new CriteriaCheck();
    private final CriteriaLimits limits;

    /**
     * @param validateTriggerParameters false: only those of webhooks and timers are checked
     */
    public RuleCheck(boolean validateTriggerParameters, CriteriaLimits limits) {
        this.triggers = new TriggerCheck(validateTriggerParameters);
        this.limits = limits;
    }

    /**
     * @param type the trigger type that the draft names; empty if there is none
     * @param hasTrigger whether that type has a trigger with the draft's parameters already
     */
    public Optional<Fault> fault(RuleDraft draft, Optional<TriggerType> type, boolean hasTrigger) {
        return in("type", ruleTypeFault(draft))
                .or(() -> in("trigger", type.flatMap(known -> triggers.fault(known, draft.triggerParameters()))))
                .or(() -> in("trigger", triggerFault(draft, type, hasTrigger)))
                .or(() -> ownFault(draft));
    }

    /** What can be said where the trigger type is not known. */
    public Optional<Fault> faultWhateverItsTrigger(RuleDraft draft) {
        return in("type", ruleTypeFault(draft))
                .or(() -> in("trigger", refFault(draft)))
                .or(() -> ownFault(draft));
    }

    private Optional<Fault> ownFault(RuleDraft draft) {
        return in("name", nameFault(draft))
                .or(() -> in("criteria", limits.fault(draft.criteria())))
                .or(() -> in("criteria", criteria.fault(draft.criteria())))
                .or(() -> in("throttle", Optional.ofNullable(draft.throttle()).flatMap(Throttle::fault)));
    }

    private static Optional<Fault> in(String field, Optional<String> reason) {
        return reason.map(words -> new Fault(field, words));
    }

    /**
     * Why a rule can't be saved.
     *
     * @param field of the rule that is at fault
     */
    public record Fault(String field, String reason) {}

    // StackStorm stores any other type and treats it as standard; nobody can want that.
    private static Optional<String> ruleTypeFault(RuleDraft draft) {
        String ref = draft.type().path("ref").asText();
        return RuleType.named(ref).isPresent()
                ? Optional.empty()
                : Optional.of("Rule type \"" + ref + "\" does not exist; there are \"standard\" and \"backstop\"");
    }

    private static Optional<String> refFault(RuleDraft draft) {
        try {
            Ref.parse(draft.triggerType());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Optional<String> triggerFault(RuleDraft draft, Optional<TriggerType> type, boolean hasTrigger) {
        Optional<String> noRef = refFault(draft);
        if (noRef.isPresent()) {
            return noRef;
        }
        boolean canBeMade = type.isPresent() && !draft.triggerParameters().isEmpty();
        return hasTrigger || canBeMade
                ? Optional.empty()
                : Optional.of(
                        "Trigger \"" + draft.triggerType()
                                + "\" defined in the rule does not exist in system or it's missing required \"parameters\" attribute");
    }

    private static Optional<String> nameFault(RuleDraft draft) {
        if (draft.name().isEmpty() || draft.pack().isEmpty()) {
            return Optional.of(
                    "Both pack and name needed for building ref. pack=" + draft.pack() + ", name=" + draft.name());
        }
        // PostgreSQL's texts can't hold it.
        boolean storable = Stream.of(
                        draft.name(),
                        draft.pack(),
                        String.valueOf(draft.description()),
                        draft.action().path("ref").asText(),
                        draft.metadataFile())
                .allMatch(text -> text.indexOf('\0') < 0);
        return storable ? Optional.empty() : Optional.of("Texts of a rule must not contain the character NUL");
    }
}
