package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.rule.Rule;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What followed from one rule for one trigger instance (spec: rules-and-criteria, 3); nothing of the kind if the rule did not match. Its
 * id follows from both, so there is at most one.
 *
 * @param executionId of the execution that was asked for, or of the one that was recorded as failed; null if there is none
 * @param status succeeded: an execution was asked for, not: it went well
 * @param failureReason why not; null if it succeeded
 */
public record RuleEnforcement(
        String id,
        String triggerInstanceId,
        Instant occurrenceTime,
        @Nullable String executionId,
        String ruleId,
        String ruleRef,
        String ruleUid,
        Instant enforcedAt,
        Status status,
        @Nullable String failureReason) {

    /** What became of it. */
    enum Status {
        SUCCEEDED,
        FAILED,
        /** Held back by the rule's throttle. */
        THROTTLED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static RuleEnforcement succeeded(Rule rule, TriggerInstance instance, String executionId, Instant now) {
        return of(rule, instance, executionId, now, Status.SUCCEEDED, null);
    }

    static RuleEnforcement failed(
            Rule rule, TriggerInstance instance, @Nullable String executionId, Instant now, String reason) {
        // Words of the payload may be in it, and PostgreSQL's texts can't hold this character.
        return of(rule, instance, executionId, now, Status.FAILED, reason.replace("\0", "\\x00"));
    }

    private static RuleEnforcement of(
            Rule rule,
            TriggerInstance instance,
            @Nullable String executionId,
            Instant now,
            Status status,
            @Nullable String reason) {
        return new RuleEnforcement(
                Ids.following(instance.occurrenceTime(), instance.id(), "enforcement " + rule.id()),
                instance.id(),
                instance.occurrenceTime(),
                executionId,
                rule.id(),
                rule.ref(),
                rule.uid(),
                now,
                status,
                reason);
    }

    /** The same match, held back. */
    RuleEnforcement throttled(String reason) {
        return new RuleEnforcement(
                id,
                triggerInstanceId,
                occurrenceTime,
                null,
                ruleId,
                ruleRef,
                ruleUid,
                enforcedAt,
                Status.THROTTLED,
                reason);
    }

    boolean hasSucceeded() {
        return status == Status.SUCCEEDED;
    }

    /** As answers show it. An execution that was recorded as failed is named apart: clients take {@code execution_id} for success. */
    ObjectNode shown() {
        ObjectNode shown = Json.object().put("id", id).put("trigger_instance_id", triggerInstanceId);
        if (executionId != null) {
            shown.put(hasSucceeded() ? "execution_id" : "failed_execution_id", executionId);
        }
        if (failureReason != null) {
            // Clients take a failure's reason for a failure.
            shown.put(status == Status.THROTTLED ? "throttle_reason" : "failure_reason", failureReason);
        }
        shown.putObject("rule").put("ref", ruleRef).put("id", ruleId).put("uid", ruleUid);
        return shown.put("enforced_at", Json.TIME.format(enforcedAt)).put("status", status.word());
    }
}
