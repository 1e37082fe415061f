package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * All executions that follow from one cause, and what they came from (spec: packs-and-datastore, 5).
 *
 * @param members in the order in which they were asked for
 */
record Trace(String id, String tag, Instant startTimestamp, List<Execution> members) {
    /** Their payload names the execution that raised them. */
    private static final Set<String> RAISED_BY_EXECUTIONS =
            Set.of("core.st2.generic.actiontrigger", "core.st2.generic.notifytrigger");

    Trace {
        members = List.copyOf(members);
    }

    /** Each member names its cause; a trigger instance or rule with several executions is there once. */
    ObjectNode shown() {
        ObjectNode shown = Json.object()
                .put("id", id)
                .put("uid", "trace:" + md5(id))
                .put("trace_tag", tag)
                .put("start_timestamp", Json.TIME.format(startTimestamp));
        ArrayNode instances = shown.putArray("trigger_instances");
        ArrayNode rules = shown.putArray("rules");
        ArrayNode executions = shown.putArray("action_executions");
        Set<String> seen = new HashSet<>();
        for (Execution execution : members) {
            Execution.Cause cause = execution.cause();
            if (cause == null) {
                member(
                        executions,
                        execution.id(),
                        execution.actionRef(),
                        execution.startTimestamp(),
                        byHand(execution));
                continue;
            }
            String instance = cause.triggerInstance().path("id").asText();
            String rule = cause.rule().document().path("id").asText();
            if (seen.add(instance)) {
                member(
                        instances,
                        instance,
                        cause.trigger().document().path("ref").asText(),
                        execution.startTimestamp(),
                        raisedBy(cause));
            }
            if (seen.add(rule + ":" + instance)) {
                member(
                        rules,
                        rule,
                        cause.rule().document().path("ref").asText(),
                        execution.startTimestamp(),
                        causedBy("trigger_instance", instance));
            }
            member(
                    executions,
                    execution.id(),
                    execution.actionRef(),
                    execution.startTimestamp(),
                    causedBy("rule", rule + ":" + instance));
        }
        return shown;
    }

    private static ObjectNode byHand(Execution execution) {
        return execution.parent() == null ? Json.object() : causedBy("action_execution", execution.parent());
    }

    private static ObjectNode raisedBy(Execution.Cause cause) {
        JsonNode execution = cause.triggerInstance().path("payload").path("execution_id");
        return RAISED_BY_EXECUTIONS.contains(
                                cause.trigger().document().path("type").asText())
                        && execution.isTextual()
                ? causedBy("action_execution", execution.asText())
                : Json.object();
    }

    private static ObjectNode causedBy(String type, String id) {
        return Json.object().put("type", type).put("id", id);
    }

    private static void member(ArrayNode list, String id, String ref, Instant at, ObjectNode causedBy) {
        list.addObject()
                .put("object_id", id)
                .put("ref", ref)
                .put("updated_at", Json.TIME.format(at))
                .set("caused_by", causedBy);
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
