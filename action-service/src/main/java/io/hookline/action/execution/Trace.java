package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TriggerInstance;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from one cause, and what it came from (spec: packs-and-datastore, 5).
 *
 * @param executions in the order in which they were asked for
 * @param instances what no execution told it when it came, oldest first
 */
record Trace(String id, String tag, Instant startTimestamp, List<Execution> executions, List<TraceInstance> instances) {
    Trace {
        executions = List.copyOf(executions);
        instances = List.copyOf(instances);
    }

    /** Each member names its cause; a trigger instance or rule with several executions is there once. */
    ObjectNode shown() {
        ObjectNode shown = Json.object()
                .put("id", id)
                .put("uid", "trace:" + md5(id))
                .put("trace_tag", tag)
                .put("start_timestamp", Json.TIME.format(startTimestamp));
        var members = new Members(
                shown.putArray("trigger_instances"), shown.putArray("rules"), shown.putArray("action_executions"));
        Deque<TraceInstance> waiting = new ArrayDeque<>(instances);
        for (Execution execution : executions) {
            while (!waiting.isEmpty() && !waiting.getFirst().occurrenceTime().isAfter(execution.startTimestamp())) {
                members.join(waiting.removeFirst());
            }
            members.join(execution);
        }
        waiting.forEach(members::join);
        return shown;
    }

    private static ObjectNode byHand(Execution execution) {
        return causedBy(execution.parent());
    }

    private static ObjectNode raisedBy(Execution.Cause cause) {
        return causedBy(TriggerInstance.raisedBy(
                        cause.trigger().document().path("type").asText(),
                        cause.triggerInstance().path("payload"))
                .orElse(null));
    }

    private static ObjectNode causedBy(@Nullable String execution) {
        return execution == null ? Json.object() : causedBy("action_execution", execution);
    }

    private static ObjectNode causedBy(String type, String id) {
        return Json.object().put("type", type).put("id", id);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** The three lists as they grow. */
    private record Members(ArrayNode instances, ArrayNode rules, ArrayNode executions, Set<String> seen) {
        Members(ArrayNode instances, ArrayNode rules, ArrayNode executions) {
            this(instances, rules, executions, new HashSet<>());
        }

        void join(TraceInstance told) {
            String instance = told.triggerInstance();
            joinInstance(instance, told.trigger(), told.occurrenceTime(), causedBy(told.raisedBy()));
            told.rules().forEach(rule -> joinRule(rule.id(), rule.ref(), instance, told.occurrenceTime()));
        }

        void join(Execution execution) {
            Execution.Cause cause = execution.cause();
            ObjectNode causedBy = cause == null ? byHand(execution) : join(cause, execution.startTimestamp());
            add(executions, execution.id(), execution.actionRef(), execution.startTimestamp(), causedBy);
        }

        /** @return what its execution names as its cause */
        private ObjectNode join(Execution.Cause cause, Instant at) {
            String instance = cause.triggerInstance().path("id").asText();
            String rule = cause.rule().document().path("id").asText();
            joinInstance(instance, cause.trigger().document().path("ref").asText(), at, raisedBy(cause));
            joinRule(rule, cause.rule().document().path("ref").asText(), instance, at);
            return causedBy("rule", rule + ":" + instance);
        }

        private void joinInstance(String id, String trigger, Instant at, ObjectNode causedBy) {
            if (seen.add(id)) {
                add(instances, id, trigger, at, causedBy);
            }
        }

        private void joinRule(String id, String ref, String instance, Instant at) {
            if (seen.add(id + ":" + instance)) {
                add(rules, id, ref, at, causedBy("trigger_instance", instance));
            }
        }

        private static void add(ArrayNode list, String id, String ref, Instant at, ObjectNode causedBy) {
            list.addObject()
                    .put("object_id", id)
                    .put("ref", ref)
                    .put("updated_at", Json.TIME.format(at))
                    .set("caused_by", causedBy);
        }
    }
}
