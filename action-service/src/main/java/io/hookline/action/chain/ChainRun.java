package io.hookline.action.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.chain.ChainScope.Rendering;
import io.hookline.action.execution.Child;
import io.hookline.action.execution.Children;
import io.hookline.action.runner.Order;
import io.hookline.action.runner.RunnerResult;
import io.hookline.action.runner.Stop;
import io.hookline.common.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a chain: task after task, each an execution of its own. Used by one thread. */
final class ChainRun {
    /** A chain may come back to a task; one that never ends must end all the same. */
    private static final int MOST_STEPS = 10_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    private final Chain chain;
    private final Order order;
    private final ChainScope scope;
    private final Children children;
    private final Stop stop;
    private final Clock clock;
    private final ArrayNode tasks = Json.mapper().createArrayNode();

    ChainRun(Chain chain, Order order, ChainScope scope, Children children, Stop stop, Clock clock) {
        this.chain = chain;
        this.order = order;
        this.scope = scope;
        this.children = children;
        this.stop = stop;
        this.clock = clock;
    }

    RunnerResult run() throws InterruptedException {
        if (scope.variables(chain.vars()) instanceof Rendering.Failed(String reason)) {
            return broken("Failed initializing \"vars\" in chain: " + reason);
        }
        String name = chain.first();
        for (int step = 0; step < MOST_STEPS; step++) {
            if (stop.isPauseAsked()) {
                return new RunnerResult.Paused(result());
            }
            ChainTask task = chain.tasks().get(name);
            if (task == null) {
                return broken("Unable to find node with name \"" + name + "\".");
            }
            switch (perform(task, step)) {
                case Step.Ended(RunnerResult end) -> {
                    return end;
                }
                case Step.GoesOn(String next) -> name = next;
            }
        }
        return broken("The chain has run " + MOST_STEPS + " tasks and has not come to an end.");
    }

    private Step perform(ChainTask task, int step) throws InterruptedException {
        ObjectNode parameters;
        switch (scope.render(task.parameters())) {
            case Rendering.Failed(String reason) -> {
                return ended(
                        broken("Failed to run task \"" + task.name() + "\". Parameter rendering failed. " + reason));
            }
            case Rendering.Rendered(ObjectNode values) -> parameters = values;
        }
        var wanted = new Children.Task(task.ref(), parameters, notification(task), task.shown());
        return switch (children.ask(order, step + " " + task.name(), wanted)) {
            case Children.Asked.NoAction() ->
                ended(broken("Failed to run task \"" + task.name() + "\". Action with reference \"" + task.ref()
                        + "\" doesn't exist."));
            case Children.Asked.Refused(String reason) ->
                refused(task, "Failed running task \"" + task.name() + "\". " + reason);
            case Children.Asked.Made(String id) -> await(task, id);
        };
    }

    private Step await(ChainTask task, String id) throws InterruptedException {
        Child child = children.await(id, stop);
        if (!child.state().isRest()) {
            if (stop.reason().equals(Optional.of(Stop.Reason.CANCELED))) {
                children.cancel(id, order.context().path("cancelled_by").asText(order.user()), stop);
            }
            return ended(new RunnerResult.Canceled(result())); // whoever has stopped it says how it ends
        }
        Instant end = child.end() == null ? child.start() : child.end();
        add(task, child.start(), end, child.state().text(), child.shown())
                .put("execution_id", child.id())
                .put("liveaction_id", child.liveactionId());
        scope.result(task.name(), child.result());
        return switch (child.state()) {
            case SUCCEEDED -> succeeded(task);
            case FAILED, ABANDONED -> failed(task, RunnerResult.Failed::new);
            case TIMEOUT -> failed(task, RunnerResult.TimedOut::new);
            case CANCELED -> ended(new RunnerResult.Canceled(result()));
            case PENDING, PAUSED, UNDER_WAY -> ended(new RunnerResult.Paused(result()));
        };
    }

    /** It failed before it was an execution. */
    private Step refused(ChainTask task, String error) {
        ObjectNode result = Json.object().put("error", error).put("traceback", error);
        Instant now = clock.instant();
        add(task, now, now, Child.State.FAILED.text(), result);
        scope.result(task.name(), result);
        return failed(task, RunnerResult.Failed::new);
    }

    private Step succeeded(ChainTask task) {
        if (scope.publish(task.publish()) instanceof Rendering.Failed(String reason)) {
            return ended(
                    broken("Failed rendering value for publish parameter in task \"" + task.name() + "\": " + reason));
        }
        return next(task, task.onSuccess(), RunnerResult.Succeeded::new);
    }

    /** Publishes what its result has all the same, for whoever cleans up. */
    private Step failed(ChainTask task, Function<ObjectNode, RunnerResult> otherwise) {
        for (Map.Entry<String, JsonNode> one : task.publish().properties()) {
            var unused = scope.publish(Json.object().set(one.getKey(), one.getValue()));
        }
        return next(task, task.onFailure(), otherwise);
    }

    /** The state of the chain is that of the last task it has run. */
    private Step next(ChainTask task, Optional<String> way, Function<ObjectNode, RunnerResult> otherwise) {
        Optional<String> name = way;
        if (way.isPresent()) {
            switch (scope.name(way.get())) {
                case Rendering.Failed(String reason) -> {
                    return ended(broken("Failed to find the task after \"" + task.name() + "\": " + reason));
                }
                case Rendering.Rendered(ObjectNode rendered) ->
                    name = Optional.of(rendered.path("name").asText()).filter(text -> !text.isEmpty());
            }
        }
        return name.<Step>map(Step.GoesOn::new).orElseGet(() -> ended(otherwise.apply(result())));
    }

    private @Nullable ObjectNode notification(ChainTask task) {
        Set<String> silent = new HashSet<>();
        order.runner().path("skip_notify").forEach(name -> silent.add(name.asText()));
        return silent.contains(task.name()) ? Json.object() : task.notification();
    }

    private static Step ended(RunnerResult end) {
        return new Step.Ended(end);
    }

    /**
     * @return what is shown of it, as that of a task without an execution
     */
    private ObjectNode add(ChainTask task, Instant start, Instant end, String state, JsonNode result) {
        ObjectNode shown = tasks.addObject()
                .put("id", task.name())
                .put("name", task.name())
                .putNull("execution_id")
                .putNull("liveaction_id")
                .putNull("workflow")
                .put("created_at", TIME.format(start))
                .put("updated_at", TIME.format(end))
                .put("state", state);
        shown.set("result", result);
        return shown;
    }

    private ObjectNode result() {
        ObjectNode result = Json.object();
        result.set("tasks", tasks);
        if (order.runner().path("display_published").asBoolean(true)) {
            result.set("published", scope.published());
        }
        return result;
    }

    private RunnerResult broken(String error) {
        return new RunnerResult.Failed(result().put("error", error).put("traceback", error));
    }

    /** What follows a task. */
    private sealed interface Step {
        record GoesOn(String next) implements Step {}

        record Ended(RunnerResult end) implements Step {}
    }
}
