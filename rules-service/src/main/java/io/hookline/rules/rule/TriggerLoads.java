package io.hookline.rules.rule;

import io.hookline.common.model.Trigger;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Reach;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * How many rules one trigger may have: read from the rules within the transaction that saves one, so that it holds over all nodes. Asked
 * only when a rule comes to a trigger, by being made, moved or enabled; those that are there stay and count.
 */
final class TriggerLoads {
    private static final String OURS = " (a limit of Hookline, not of StackStorm)";

    private final RulesConfig.Limits limits;

    TriggerLoads(RulesConfig.Limits limits) {
        this.limits = limits;
    }

    /**
     * Why one more would be too many.
     *
     * @param trigger of the draft; empty if it has to be made, so that nobody is there
     * @param old the rule that the draft takes the place of
     */
    Optional<RuleCheck.Fault> fault(
            Connection connection, RuleDraft draft, Reach reach, Optional<Trigger> trigger, Optional<Rule> old)
            throws SQLException {
        if (!draft.enabled() || trigger.isEmpty()) {
            return Optional.empty();
        }
        String ref = trigger.get().ref();
        Optional<Rule> stays =
                old.filter(Rule::enabled).filter(rule -> rule.triggerRef().equals(ref));
        if (stays.isEmpty() && on(ref).count(connection, "rules.rules r") >= limits.rulesPerTrigger()) {
            return Optional.of(new RuleCheck.Fault(
                    "trigger",
                    "Trigger \"" + ref + "\" has " + limits.rulesPerTrigger()
                            + " enabled rules already, more are not allowed" + OURS));
        }
        boolean wasHidden =
                stays.filter(rule -> isHidden(Reach.of(rule.criteria()))).isPresent();
        return switch (reach) {
            case Reach.Few() -> Optional.empty();
            case Reach.Many(var criterion) -> Optional.empty();
            case Reach.Everything() -> Optional.empty();
            case Reach.Hidden(var criterion) ->
                wasHidden || on(ref).and("r.hidden").count(connection, "rules.rules r") < limits.hiddenRulesPerTrigger()
                        ? Optional.empty()
                        : Optional.of(new RuleCheck.Fault("criteria", refusal(ref, criterion)));
        };
    }

    static boolean isHidden(Reach reach) {
        return reach instanceof Reach.Hidden;
    }

    private String refusal(String trigger, Criterion criterion) {
        return "For field: " + criterion.key()
                + ", a rule can't be found by this criterion nor by any behind it, so it would be tried for"
                + " every instance of its trigger; \"" + trigger + "\" has " + limits.hiddenRulesPerTrigger()
                + " such rules already, more are not allowed" + OURS
                + "; put one of equals, inside, startswith, endswith or contains in front of it, with a fixed pattern";
    }

    private static Conditions on(String trigger) {
        return new Conditions().and("r.deleted_at IS NULL").and("r.enabled").and("r.trigger_ref = ?", trigger);
    }
}
