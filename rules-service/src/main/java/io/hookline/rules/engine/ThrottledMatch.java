package io.hookline.rules.engine;

import io.hookline.common.model.LiveAction;
import io.hookline.rules.rule.Throttle;
import java.util.Optional;

/**
 * A match of a rule with a throttle. What becomes of it is settled when its judgement is recorded.
 *
 * @param key hash of what the rule's matches are told apart by
 * @param enforcement what is recorded if it is let through
 * @param liveAction what is ordered then
 */
record ThrottledMatch(Throttle throttle, String key, RuleEnforcement enforcement, Optional<LiveAction> liveAction) {
    String rule() {
        return enforcement.ruleId();
    }
}
