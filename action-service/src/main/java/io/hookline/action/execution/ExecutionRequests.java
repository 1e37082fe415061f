package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.Actions;
import io.hookline.action.action.ParameterResolver;
import io.hookline.action.callback.Callbacks;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters.Outcome;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From what is asked for to an execution. People are refused what can't be run, in the order that clients know (spec: executions, 2.1).
 */
@Singleton
final class ExecutionRequests {
    private final Actions actions;
    private final Copies copies;
    private final ParameterResolver parameters;
    private final Traces traces;
    private final Callbacks callbacks;
    private final Clock clock;

    ExecutionRequests(
            Actions actions,
            Copies copies,
            ParameterResolver parameters,
            Traces traces,
            Callbacks callbacks,
            Clock clock) {
        this.actions = actions;
        this.copies = copies;
        this.parameters = parameters;
        this.traces = traces;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /**
     * @param caller who asks
     */
    Judgement judge(ExecutionRequest request, String caller) {
        return judge(request, caller, new Outside());
    }

    /** What a workflow asks for. */
    Judgement judge(ExecutionRequest request, OfWorkflow origin) {
        return judge(request, request.context().path("user").asText(), origin);
    }

    private Judgement judge(ExecutionRequest request, String caller, Origin origin) {
        Optional<Action> found = action(request.action());
        if (found.isEmpty()) {
            return new Judgement.Refused("Action \"" + request.action() + "\" cannot be found.");
        }
        Action action = found.get();
        if (!action.enabled()) {
            return new Judgement.Refused("Unable to execute. Action \"" + action.ref() + "\" is disabled.");
        }
        Optional<RunnerType> runnerType = actions.findRunnerType(action.runnerType());
        if (runnerType.isEmpty()) {
            return new Judgement.Refused("Runner type \"" + action.runnerType() + "\" cannot be found.");
        }
        Instant now = clock.instant();
        String liveaction = origin.liveactionId(now);
        ObjectNode context = context(request, action, caller);
        Optional<ObjectNode> trace = trace(request, liveaction, now);
        trace.ifPresent(known -> context.set("trace_context", known));
        Outcome outcome;
        try {
            maskTask(context, action, runnerType.get());
            outcome = parameters.request(action, runnerType.get(), request.parameters(), request.rendered(), context);
        } catch (IllegalArgumentException e) {
            return new Judgement.Refused(String.valueOf(e.getMessage()));
        }
        if (trace.isEmpty() && !(outcome instanceof Outcome.Refused)) {
            return new Judgement.Refused("Unable to find Trace with id=\""
                    + request.context().path("trace_context").path("id_").asText() + "\"");
        }
        return switch (outcome) {
            case Outcome.Ready(ObjectNode ready) ->
                new Judgement.Accepted(
                        execution(request, origin, action, runnerType.get(), ready, context, liveaction, now));
            case Outcome.Refused(String reason) -> new Judgement.Refused(reason);
            case Outcome.Unrenderable(String reason) -> {
                ObjectNode unrendered = parameters.sealed(action, runnerType.get(), request.parameters());
                Execution broken =
                        execution(request, origin, action, runnerType.get(), unrendered, context, liveaction, now);
                yield new Judgement.Unrenderable(broken.failed(reason, clock.instant()), reason);
            }
        };
    }

    boolean isKnown(String actionRef) {
        return action(actionRef).isPresent();
    }

    /** By its reference alone. */
    private Optional<Action> action(String ref) {
        return actions.find(ref).filter(known -> known.ref().equals(ref));
    }

    private static ObjectNode context(ExecutionRequest request, Action action, String caller) {
        ObjectNode context = Json.object();
        context.setAll(request.context());
        context.put("user", request.user() == null ? caller : request.user());
        return context.put("pack", action.pack());
    }

    /** A chain's task is shown with what its author wrote; what the action calls secret is none of it. */
    private void maskTask(ObjectNode context, Action action, RunnerType runnerType) {
        if (context.path("chain") instanceof ObjectNode task && task.path("parameters") instanceof ObjectNode given) {
            ObjectNode masked = task.deepCopy();
            masked.set("parameters", parameters.masked(action, runnerType, given));
            context.set("chain", masked);
        }
    }

    /** An older one is continued, else a new one begins, also if there are some with its tag. Empty: there is no such trace. */
    private Optional<ObjectNode> trace(ExecutionRequest request, String liveaction, Instant now) {
        JsonNode asked = request.context().path("trace_context");
        if (asked.hasNonNull("id_")) {
            String id = asked.path("id_").asText();
            return Optional.of(id)
                    .filter(Ids::isId)
                    .flatMap(traces::tag)
                    .map(tag -> Json.object().put("id_", id).put("trace_tag", tag));
        }
        String tag = asked.path("trace_tag").asText("execution-" + liveaction);
        return Optional.of(Json.object().put("id_", Ids.fresh(now)).put("trace_tag", tag));
    }

    private Execution execution(
            ExecutionRequest request,
            Origin origin,
            Action action,
            RunnerType runnerType,
            ObjectNode ready,
            ObjectNode context,
            String liveaction,
            Instant now) {
        return Execution.requested(
                origin.id(now),
                liveaction,
                copies.of(action),
                copies.of(runnerType),
                ready,
                context,
                request.liveaction(callbacks.sealed(request.callback())),
                request.delay(),
                null,
                origin.parent(),
                now);
    }

    /** The execution that a rule wants; one that can't be run is recorded too, as failed: nobody waits for an answer. */
    Execution ordered(LiveAction order) {
        Action action = actions.find(order.action()).orElse(null);
        RunnerType runnerType = action == null
                ? null
                : actions.findRunnerType(action.runnerType()).orElse(null);
        if (action == null || runnerType == null) {
            return requested(order, Unknown.action(order.action()), Unknown.runnerType())
                    .failed("Action \"" + order.action() + "\" cannot be found.", clock.instant());
        }
        Execution execution = requested(order, action, runnerType);
        return order.error() == null ? execution : execution.failed(order.error(), clock.instant());
    }

    private Execution requested(LiveAction order, Action action, RunnerType runnerType) {
        return Execution.requested(
                order.executionId(),
                order.id(),
                copies.of(action),
                copies.of(runnerType),
                order.parameters(),
                order.context(),
                Json.object().set("callback", Json.object()),
                null,
                new Execution.Cause(
                        Copy.of(order.rule()),
                        Copy.of(order.trigger()),
                        Copy.of(order.triggerType()),
                        order.triggerInstance()),
                null,
                order.requestedAt());
    }

    /** What is to become of a request. */
    sealed interface Judgement {
        record Accepted(Execution execution) implements Judgement {}

        /**
         * @param execution failed, to be recorded all the same: people look for it
         */
        record Unrenderable(Execution execution, String reason) implements Judgement {}

        record Refused(String reason) implements Judgement {}
    }

    /** Where a request comes from, which decides the ids of what it makes. */
    private sealed interface Origin {
        String id(Instant now);

        String liveactionId(Instant now);

        @Nullable
        String parent();
    }

    /** A person or a program, who may ask for the same twice. */
    private record Outside() implements Origin {
        @Override
        public String id(Instant now) {
            return Ids.fresh(now);
        }

        @Override
        public String liveactionId(Instant now) {
            return Ids.fresh(now);
        }

        @Override
        public @Nullable String parent() {
            return null;
        }
    }

    /**
     * A workflow, which after the loss of its worker asks for everything again and is to find what it has asked for.
     *
     * @param parent id of its execution
     * @param step what tells this request from its others
     */
    record OfWorkflow(String parent, String step) implements Origin {
        @Override
        public String id(Instant now) {
            return id();
        }

        String id() {
            return Ids.following(parent, step);
        }

        @Override
        public String liveactionId(Instant now) {
            return Ids.following(parent, step + " liveaction");
        }
    }
}
