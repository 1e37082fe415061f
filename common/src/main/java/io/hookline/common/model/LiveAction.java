package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The order to run an action because a rule matched. Value of the topic {@code hookline.liveactions}, keyed by {@code executionId}.
 *
 * @param id of the live action itself; the execution has its own
 * @param action reference of the action
 * @param parameters rendered and cast, as the execution shows them; unrendered if {@code error} is there
 * @param context the execution's context (spec: rules-and-criteria, 3): trigger instance, rule, user, pack, trace
 * @param rule copy of the rule, as its resource shows it
 * @param trigger copy of the trigger
 * @param triggerType copy of the trigger type
 * @param triggerInstance copy of the instance, status {@code processing}
 * @param requestedAt start timestamp of the execution
 * @param error why it can't run: the execution is recorded as failed with this text and never runs
 */
public record LiveAction(
        String id,
        String executionId,
        String action,
        ObjectNode parameters,
        ObjectNode context,
        ObjectNode rule,
        ObjectNode trigger,
        ObjectNode triggerType,
        ObjectNode triggerInstance,
        Instant requestedAt,
        @Nullable String error) {
    public LiveAction {
        Ids.check(id);
        Ids.check(executionId);
        requireNonNull(action, "action is missing");
        requireNonNull(parameters, "parameters is missing");
        requireNonNull(context, "context is missing");
        requireNonNull(rule, "rule is missing");
        requireNonNull(trigger, "trigger is missing");
        requireNonNull(triggerType, "trigger_type is missing");
        requireNonNull(triggerInstance, "trigger_instance is missing");
        requireNonNull(requestedAt, "requested_at is missing");
    }
}
