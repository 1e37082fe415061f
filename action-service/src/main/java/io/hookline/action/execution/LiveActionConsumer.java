package io.hookline.action.execution;

import io.hookline.action.action.Actions;
import io.hookline.common.model.Action;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.RunnerType;
import io.hookline.common.topic.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records what rules want run, and no more: offsets are committed as soon as the rows are, however long the actions take. */
@ApplicationScoped
class LiveActionConsumer {
    private final Intake intake;
    private final Actions actions;
    private final Executions executions;
    private final Worker worker;
    private final ActionMetrics metrics;
    private final Clock clock;

    LiveActionConsumer(
            Intake intake, Actions actions, Executions executions, Worker worker, ActionMetrics metrics, Clock clock) {
        this.intake = intake;
        this.actions = actions;
        this.executions = executions;
        this.worker = worker;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Incoming("liveactions-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> batch) {
        intake.take(batch, LiveAction.class, this::record);
    }

    private void record(List<LiveAction> ordered) {
        Set<String> fresh =
                executions.request(ordered.stream().map(this::execution).toList());
        metrics.requested(fresh.size());
        worker.wake();
    }

    private Execution execution(LiveAction order) {
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

    private static Execution requested(LiveAction order, Action action, RunnerType runnerType) {
        return Execution.requested(
                        order.executionId(),
                        order.id(),
                        action,
                        runnerType,
                        order.parameters(),
                        order.context(),
                        order.requestedAt())
                .causedBy(new Execution.Cause(
                        Copy.of(order.rule()),
                        Copy.of(order.trigger()),
                        Copy.of(order.triggerType()),
                        order.triggerInstance()));
    }
}
