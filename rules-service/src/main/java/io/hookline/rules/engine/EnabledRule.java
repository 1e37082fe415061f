package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.rules.rule.Rule;

/**
 * A rule that can answer, with what its executions get a copy of.
 *
 * @param trigger as answers show it
 * @param triggerType as answers show it
 */
public record EnabledRule(Rule rule, ObjectNode trigger, ObjectNode triggerType) {}
