package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.execution.ExecutionRequests.Judgement;
import io.hookline.action.execution.ExecutionRequests.OfWorkflow;
import io.hookline.action.runner.Order;
import io.hookline.action.runner.Stop;
import io.hookline.common.json.Json;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Executions that a workflow asks for and waits for. Their ids follow from the workflow's execution and the step, so a workflow that is run
 * again after a pause, or after its worker was lost, finds those it has asked for and asks for none twice.
 */
@Singleton
public final class Children {
    private final Executions executions;
    private final ExecutionRequests requests;
    private final ResultSecrets secrets;
    private final AwaitedEnds awaited;
    private final Provider<Arrivals> arrivals;
    private final Provider<Worker> worker;

    /**
     * @param arrivals made after what runs workflows, as is the worker
     */
    Children(
            Executions executions,
            ExecutionRequests requests,
            ResultSecrets secrets,
            AwaitedEnds awaited,
            Provider<Arrivals> arrivals,
            Provider<Worker> worker) {
        this.executions = executions;
        this.requests = requests;
        this.secrets = secrets;
        this.awaited = awaited;
        this.arrivals = arrivals;
        this.worker = worker;
    }

    /**
     * @param step what tells this child from the workflow's others
     */
    public Asked ask(Order workflow, String step, Task task) {
        var origin = new OfWorkflow(workflow.executionId(), step);
        Optional<Execution> before = executions.get(origin.id(), false);
        if (before.isPresent()) {
            if (before.get().status() == ExecutionStatus.PAUSED) {
                executions.resume(origin.id(), workflow.user());
                worker.get().wake();
            }
            return new Asked.Made(origin.id());
        }
        if (!requests.isKnown(task.action())) {
            return new Asked.NoAction();
        }
        return switch (requests.judge(request(workflow, task), origin)) {
            case Judgement.Accepted(Execution execution) -> {
                arrivals.get().request(List.of(execution));
                yield new Asked.Made(execution.id());
            }
            case Judgement.Unrenderable(Execution failed, String reason) -> new Asked.Refused(reason);
            case Judgement.Refused(String reason) -> new Asked.Refused(reason);
        };
    }

    private ExecutionRequest request(Order workflow, Task task) {
        ObjectNode context = Json.object();
        context.put("user", workflow.user());
        if (workflow.context().has("api_user")) {
            context.set("api_user", workflow.context().get("api_user"));
        }
        if (workflow.context().path("trace_context") instanceof ObjectNode trace) {
            context.set("trace_context", trace.deepCopy());
        }
        context.set("parent", workflow.asParent());
        context.set("chain", task.node());
        ObjectNode notification = task.notification() == null ? notification(workflow) : task.notification();
        Set<String> rendered = new HashSet<>();
        task.parameters().fieldNames().forEachRemaining(rendered::add);
        return new ExecutionRequest(
                task.action(),
                task.parameters(),
                rendered,
                workflow.user(),
                context,
                null,
                notification,
                Json.object());
    }

    /** What the workflow's own request says holds for its tasks too. */
    private @Nullable ObjectNode notification(Order workflow) {
        return executions
                .get(workflow.executionId(), false)
                .map(execution -> execution.liveaction().get("notify"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .orElse(null);
    }

    /**
     * Returns when the child has come to rest, or when this run is to stop.
     *
     * @return as it is then
     */
    public Child await(String id, Stop stop) throws InterruptedException {
        CompletableFuture<Stop.Reason> stopped = stop.asked();
        while (true) {
            CompletableFuture<@Nullable Void> rest = awaited.of(id);
            Child child = get(id);
            if (child.state().isRest() || stopped.isDone()) {
                awaited.forget(id);
                return child;
            }
            any(rest, stopped);
        }
    }

    /** Ends it, and returns when it has ended, or when there is no time left. */
    public void cancel(String id, String user, Stop stop) throws InterruptedException {
        executions.cancel(id, user);
        worker.get().cancel(id);
        CompletableFuture<Stop.Reason> atOnce = stop.atOnce();
        while (!atOnce.isDone()) {
            CompletableFuture<@Nullable Void> rest = awaited.of(id);
            if (get(id).state().isRest()) {
                break;
            }
            any(rest, atOnce);
        }
        awaited.forget(id);
    }

    private static void any(CompletableFuture<?> one, CompletableFuture<?> other) throws InterruptedException {
        try {
            CompletableFuture.anyOf(one, other).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Child get(String id) {
        Execution execution = executions.get(id, true).orElseThrow();
        ObjectNode action = execution.action().document();
        ObjectNode runner = execution.runner().document();
        JsonNode result = Objects.requireNonNullElse(execution.result(), Json.object());
        return new Child(
                id,
                execution.liveactionId(),
                Child.State.of(execution.status()),
                secrets.opened(action, runner, result),
                secrets.masked(action, runner, result),
                execution.startTimestamp(),
                execution.endTimestamp());
    }

    /**
     * What a workflow wants done.
     *
     * @param action reference
     * @param parameters rendered, not cast
     * @param notification whom to tell at its end; null: as the workflow does
     * @param node the task itself, shown in the child's context
     */
    public record Task(
            String action, ObjectNode parameters, @Nullable ObjectNode notification, ObjectNode node) {
        @Override
        public String toString() {
            return "Task[action=" + action + "]"; // parameters may be secret
        }
    }

    /** What became of asking. */
    public sealed interface Asked {
        record Made(String id) implements Asked {}

        /** There is no such action. */
        record NoAction() implements Asked {}

        /**
         * @param reason in the words of the API
         */
        record Refused(String reason) implements Asked {}
    }
}
