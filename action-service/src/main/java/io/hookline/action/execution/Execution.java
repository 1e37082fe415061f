package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.TraceInstance;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of one action: who asked for it, with which parameters, what state it is in, what came out.
 *
 * @param liveactionId of the order to run, which has its own id
 * @param attempt how often a worker has taken it; who writes with an older number writes nothing
 * @param action copy of the action as it was when this was asked for
 * @param runner copy of the runner type
 * @param parameters rendered and cast, as given; secret ones sealed
 * @param liveaction {@code callback} and, if any, {@code notify} of the order
 * @param delay milliseconds to wait before it may run
 * @param cause what made it, if a rule did
 * @param parent id of the workflow's execution
 * @param children ids of the executions that this one, a workflow's, has asked for, in their order
 */
record Execution(
        String id,
        String liveactionId,
        ExecutionStatus status,
        int attempt,
        Copy action,
        Copy runner,
        ObjectNode parameters,
        ObjectNode context,
        ObjectNode liveaction,
        @Nullable Long delay,
        @Nullable Cause cause,
        @Nullable String parent,
        Instant startTimestamp,
        @Nullable Instant endTimestamp,
        List<StateChange> log,
        @Nullable JsonNode result,
        int resultSize,
        @Nullable RunnerInfo runnerInfo,
        List<String> children) {
    Execution {
        startTimestamp = startTimestamp.truncatedTo(ChronoUnit.MICROS);
        endTimestamp = endTimestamp == null ? null : endTimestamp.truncatedTo(ChronoUnit.MICROS);
        log = List.copyOf(log);
        children = List.copyOf(children);
    }

    /** One that waits for a worker. */
    static Execution requested(
            String id,
            String liveactionId,
            Copy action,
            Copy runner,
            ObjectNode parameters,
            ObjectNode context,
            ObjectNode liveaction,
            @Nullable Long delay,
            @Nullable Cause cause,
            @Nullable String parent,
            Instant at) {
        return new Execution(
                id,
                liveactionId,
                ExecutionStatus.REQUESTED,
                0,
                action,
                runner,
                parameters,
                context,
                liveaction,
                delay,
                cause,
                parent,
                at,
                null,
                List.of(new StateChange(at, ExecutionStatus.REQUESTED)),
                null,
                0,
                null,
                List.of());
    }

    /** This one as it can't run at all; never given to a worker. */
    Execution failed(String error, Instant at) {
        ObjectNode why = Json.object().put("error", error).put("traceback", error);
        return new Execution(
                id,
                liveactionId,
                ExecutionStatus.FAILED,
                attempt,
                action,
                runner,
                parameters,
                context,
                liveaction,
                delay,
                cause,
                parent,
                startTimestamp,
                at,
                List.of(log.get(0), new StateChange(at, ExecutionStatus.FAILED)),
                why,
                size(why),
                runnerInfo,
                children);
    }

    /** This one as it was when it was asked for. */
    Execution asRequested() {
        ObjectNode before = context.deepCopy();
        before.remove(List.of("cancelled_by", "paused_by", "resumed_by"));
        return new Execution(
                id,
                liveactionId,
                ExecutionStatus.REQUESTED,
                0,
                action,
                runner,
                parameters,
                before,
                liveaction,
                delay,
                cause,
                parent,
                startTimestamp,
                null,
                List.of(log.get(0)),
                null,
                0,
                null,
                List.of());
    }

    /** Whether its parameters are what the templates in them came to; if one could not be rendered, they are as they were given. */
    boolean isRendered() {
        List<ExecutionStatus> states = log.stream().map(StateChange::state).toList();
        return Unknown.is(this) || !states.equals(List.of(ExecutionStatus.REQUESTED, ExecutionStatus.FAILED));
    }

    boolean isWorkflow() {
        return Workflows.isOne(runnerName());
    }

    String actionRef() {
        return action.document().path("ref").asText();
    }

    String runnerName() {
        return runner.document().path("name").asText();
    }

    String user() {
        return context.path("user").asText();
    }

    /** Id of the trace it belongs to; empty for one that was asked for before there were traces. */
    Optional<String> trace() {
        return Optional.of(context.path("trace_context").path("id_").asText()).filter(Ids::isId);
    }

    String traceTag() {
        return TraceInstance.storable(
                context.path("trace_context").path("trace_tag").asText("execution-" + liveactionId));
    }

    /** Bytes of a result as JSON. */
    static int size(JsonNode result) {
        return Json.text(result).getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String toString() {
        return "Execution[id=" + id + ", action=" + actionRef() + ", status=" + status
                + "]"; // parameters may be secret
    }

    /** What a rule's execution comes from; copies, the instance in the state it had then. */
    record Cause(Copy rule, Copy trigger, Copy triggerType, ObjectNode triggerInstance) {}

    /** Which worker took it. */
    record RunnerInfo(String hostname, long pid) {}
}
