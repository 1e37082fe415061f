package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.policy.Policy;
import java.util.List;
import java.util.Optional;

/** Whether an execution that came to no good end is run once more, and how (spec: packs-and-datastore, 4.3, Retry). Pure. */
final class RetryPolicy {
    static final String TYPE = "action.retry";
    private static final double MILLIS = 1000;

    private RetryPolicy() {}

    /**
     * @param policies enabled ones of its action, of whatever type
     * @param liveaction id of the live action that has ended
     * @param context of the execution that has ended
     */
    static Optional<Retry> next(List<Policy> policies, ExecutionStatus end, String liveaction, ObjectNode context) {
        return policies.stream()
                .filter(policy -> policy.policyType().equals(TYPE))
                .filter(policy -> policy.parameters()
                        .path("retry_on")
                        .asText()
                        .equals(end == ExecutionStatus.TIMEOUT ? "timeout" : "failure"))
                .findFirst()
                .flatMap(policy -> next(policy, liveaction, context));
    }

    private static Optional<Retry> next(Policy policy, String liveaction, ObjectNode context) {
        JsonNode before = context.path("policies").path("retry");
        int count = before.path("retry_count").asInt(0) + 1;
        if (count > policy.parameters().path("max_retry_count").asInt()) {
            return Optional.empty();
        }
        ObjectNode next = context.deepCopy();
        next.putObject("policies")
                .putObject("retry")
                .put("applied_policy", policy.ref())
                .put("retry_count", count)
                .put("retried_liveaction_id", liveaction);
        long delay = Math.round(policy.parameters().path("delay").asDouble(0) * MILLIS);
        return Optional.of(new Retry(count, delay, next));
    }

    /**
     * @param count 1 for the first
     * @param delay milliseconds before it may begin
     * @param context of the new execution
     */
    record Retry(int count, long delay, ObjectNode context) {}
}
