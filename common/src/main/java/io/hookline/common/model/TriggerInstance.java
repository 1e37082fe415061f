package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event: something happened to a trigger. Value of the topic {@code hookline.trigger-instances}, keyed by {@code id}, or by
 * {@code deliveryKey} if there is one.
 *
 * @param trigger reference of the trigger
 * @param occurrenceTime when it arrived, in milliseconds (spec: webhooks-and-triggers, 7)
 * @param payload what rules see as {@code trigger}
 * @param traceTag one for all instances of one request
 * @param deliveryKey what the sender calls this delivery, the same when it sends it again; null if it does not name deliveries. The record's
 *     key then, and what the id is made from
 * @param depth how many executions led to it, each raising the next: 0 for what came from outside
 * @param trace id of the trace that it goes on with; null: it begins one
 */
public record TriggerInstance(
        String id,
        String trigger,
        Instant occurrenceTime,
        JsonNode payload,
        String traceTag,
        @Nullable String deliveryKey,
        int depth,
        @Nullable String trace) {
    private static final Set<String> RAISED_BY_EXECUTIONS =
            Set.of("core.st2.generic.actiontrigger", "core.st2.generic.notifytrigger");

    public TriggerInstance {
        Ids.check(id);
        requireNonNull(trigger, "trigger is missing");
        occurrenceTime =
                requireNonNull(occurrenceTime, "occurrence_time is missing").truncatedTo(ChronoUnit.MILLIS);
        requireNonNull(payload, "payload is missing");
        requireNonNull(traceTag, "trace_tag is missing");
    }

    /** One from outside, whose sender does not name deliveries. */
    public TriggerInstance(String id, String trigger, Instant occurrenceTime, JsonNode payload, String traceTag) {
        this(id, trigger, occurrenceTime, payload, traceTag, null, 0);
    }

    /** One that begins a trace. */
    public TriggerInstance(
            String id,
            String trigger,
            Instant occurrenceTime,
            JsonNode payload,
            String traceTag,
            @Nullable String deliveryKey,
            int depth) {
        this(id, trigger, occurrenceTime, payload, traceTag, deliveryKey, depth, null);
    }

    /** The execution whose end a trigger tells, by its payload; empty if that is no such trigger (spec: packs-and-datastore, 5). */
    public static Optional<String> raisedBy(String triggerType, JsonNode payload) {
        return RAISED_BY_EXECUTIONS.contains(triggerType)
                ? Optional.of(payload.path("execution_id").asText()).filter(Ids::isId)
                : Optional.empty();
    }

    /** Whether its sender names deliveries, so that this one may come again as another record. */
    public boolean hasDeliveryKey() {
        return deliveryKey != null;
    }

    /** The trace that it goes on with or begins: one for all instances of one request, which share the second and the tag. */
    public String traceId() {
        return trace != null ? trace : Ids.following(Ids.seconds(occurrenceTime), "trace " + traceTag);
    }
}
