package io.hookline.rules.engine;

import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;
import io.hookline.rules.rule.Rule;

/** A rule that can answer, with all that its executions get a copy of. */
record EnabledRule(Rule rule, Trigger trigger, TriggerType triggerType) {}
