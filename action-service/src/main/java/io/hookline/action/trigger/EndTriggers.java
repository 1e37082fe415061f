package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TriggerInstance;
import io.hookline.expressions.template.Datastore;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an execution raises at its end, and when it asks a question (spec: webhooks-and-triggers, 4). Pure, but for what rules listen to:
 * ids follow from the execution, so the same end raises the same instances.
 */
public final class EndTriggers {
    private static final String ACTION = "core.st2.generic.actiontrigger";
    private static final String NOTIFY = "core.st2.generic.notifytrigger";
    private static final String INQUIRY = "core.st2.generic.inquiry";

    /** As Python prints a time. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final RaiseConfig config;
    private final Predicate<String> isListenedTo;
    private final Datastore datastore;
    private final Bounded bounded;

    /**
     * @param isListenedTo whether an enabled rule is on the trigger of that reference, as far as is known
     * @param datastore which messages of notifications may name
     */
    public EndTriggers(RaiseConfig config, Predicate<String> isListenedTo, Datastore datastore) {
        this.config = config;
        this.isListenedTo = isListenedTo;
        this.datastore = datastore;
        this.bounded = new Bounded(config.largestValue().asLongValue());
    }

    /** False: no end raises anything, so nothing need be known of it. */
    public boolean areAwaited() {
        return isActionTriggerAwaited() || isListenedTo.test(NOTIFY);
    }

    /** False: no question raises anything. */
    public boolean areQuestionsAwaited() {
        return isListenedTo.test(INQUIRY);
    }

    private boolean isActionTriggerAwaited() {
        return config.actionTrigger() && isListenedTo.test(ACTION);
    }

    public Raised of(Ended ended) {
        List<TriggerInstance> instances = new ArrayList<>();
        if (isActionTriggerAwaited() && config.actionTriggerStates().contains(ended.state())) {
            instances.add(instance(ended.cause(), ended.end(), ACTION, "actiontrigger", actionPayload(ended)));
        }
        if (isListenedTo.test(NOTIFY)) {
            for (Notification notification : Notification.of(ended, datastore)) {
                instances.add(instance(
                        ended.cause(), ended.end(), NOTIFY, notification.name(), notifyPayload(ended, notification)));
            }
        }
        return raised(ended.cause(), instances);
    }

    public Raised of(Asking asking) {
        var cause = new Cause(asking.id(), asking.context());
        ObjectNode payload = Json.object().put("id", asking.id()).put("route", asking.route());
        return raised(
                cause,
                areQuestionsAwaited() ? List.of(instance(cause, asking.at(), INQUIRY, "inquiry", payload)) : List.of());
    }

    private Raised raised(Cause cause, List<TriggerInstance> instances) {
        return !instances.isEmpty() && cause.depth() >= config.deepestChain()
                ? new Raised.TooDeep(cause.depth())
                : new Raised.Instances(instances);
    }

    private static TriggerInstance instance(Cause cause, Instant at, String trigger, String name, ObjectNode payload) {
        return new TriggerInstance(
                Ids.following(cause.id(), name),
                trigger,
                at.truncatedTo(ChronoUnit.MILLIS),
                payload,
                cause.traceTag(),
                null,
                cause.depth() + 1,
                cause.trace());
    }

    private ObjectNode actionPayload(Ended ended) {
        ObjectNode payload = Json.object()
                .put("execution_id", ended.id())
                .put("status", ended.state().text())
                .put("start_timestamp", text(ended.start()))
                .put("action_name", ended.action())
                .put("action_ref", ended.action())
                .put("runner_ref", ended.runner());
        payload.set("parameters", bounded.value(ended.parameters()));
        payload.set("result", bounded.value(ended.result()));
        return payload;
    }

    private ObjectNode notifyPayload(Ended ended, Notification notification) {
        ObjectNode payload = Json.object()
                .put("execution_id", ended.id())
                .put("status", ended.state().text())
                .put("start_timestamp", text(ended.start()))
                .put("end_timestamp", text(ended.end()))
                .put("action_ref", ended.action())
                .put("runner_ref", ended.runner())
                .put("route", notification.route())
                .put("channel", notification.route())
                .put("message", notification.message());
        ObjectNode data = Json.object();
        if (bounded.value(notification.data()) instanceof ObjectNode given) {
            data.setAll(given);
        }
        // As text, so that it goes through chat messages unchanged.
        payload.set("data", data.put("result", Json.text(bounded.value(ended.result()))));
        return payload;
    }

    private static String text(Instant time) {
        return TIME.format(time);
    }

    /** What comes of one end, or of one question. */
    public sealed interface Raised {
        record Instances(List<TriggerInstance> instances) implements Raised {
            public Instances {
                instances = List.copyOf(instances);
            }
        }

        /**
         * There would have been some, but the chain of executions that raise each other is too long.
         *
         * @param depth of the execution
         */
        record TooDeep(int depth) implements Raised {}
    }
}
