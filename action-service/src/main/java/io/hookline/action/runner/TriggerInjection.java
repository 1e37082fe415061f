package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.trigger.KnownTriggers;
import io.hookline.action.trigger.RaiseConfig;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * {@code core.inject_trigger}: an event as if it had come from outside, but for the executions that led to it, which it counts on from.
 */
@Singleton
final class TriggerInjection {
    private final Records records;
    private final Clock clock;
    private final PayloadCheck check;
    private final int deepestChain;

    @Inject
    TriggerInjection(Records records, Clock clock, KnownTriggers triggers, RaiseConfig config) {
        this(records, clock, triggers::fault, config.deepestChain());
    }

    TriggerInjection(Records records, Clock clock, PayloadCheck check, int deepestChain) {
        this.records = records;
        this.clock = clock;
        this.check = check;
        this.deepestChain = deepestChain;
    }

    /** Why a trigger does not take a payload; empty: it does. */
    @FunctionalInterface
    interface PayloadCheck {
        Optional<String> fault(String trigger, ObjectNode payload);
    }

    /**
     * @return what was sent
     * @throws IllegalArgumentException if it can't be sent; the message is for people
     * @throws IOException if Kafka does not take it
     */
    ObjectNode inject(Order order) throws IOException, InterruptedException {
        ObjectNode parameters = order.parameters();
        String ref = named(parameters);
        ObjectNode payload = parameters.path("payload") instanceof ObjectNode given ? given : Json.object();
        check.fault(ref, payload).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        int depth =
                Math.max(0, order.context().path("trace_context").path("depth").asInt(0));
        if (depth >= deepestChain) {
            throw new IllegalArgumentException("Trigger \"" + ref + "\" is not injected: " + depth
                    + " executions led to this one, each by the trigger of the one before.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = Ids.fresh(now);
        String tag = parameters.path("trace_tag").asText("");
        String traceTag = tag.isEmpty() ? "trigger_instance-" + id : tag;
        records.put(
                Topics.TRIGGER_INSTANCES, id, new TriggerInstance(id, ref, now, payload, traceTag, null, depth + 1));
        ObjectNode sent = Json.object().put("trigger", ref);
        sent.set("payload", payload);
        return sent;
    }

    private static String named(ObjectNode parameters) {
        String trigger = parameters.path("trigger").asText("");
        String older = parameters.path("trigger_name").asText("");
        if (trigger.isEmpty() == older.isEmpty()) {
            throw new IllegalArgumentException(
                    trigger.isEmpty()
                            ? "One of trigger and trigger_name is required."
                            : "Only one of trigger and trigger_name may be given.");
        }
        String ref = trigger.isEmpty() ? older : trigger;
        if (ref.indexOf('.') <= 0) {
            throw new IllegalArgumentException("Invalid resource reference: " + ref);
        }
        return ref;
    }
}
