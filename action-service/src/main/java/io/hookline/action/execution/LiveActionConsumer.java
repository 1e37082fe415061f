package io.hookline.action.execution;

import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records what rules want run, and no more: offsets are committed as soon as the rows are, however long the actions take. */
@ApplicationScoped
class LiveActionConsumer {
    private final Intake intake;
    private final ExecutionRequests requests;
    private final Executions executions;
    private final Worker worker;
    private final ActionMetrics metrics;

    LiveActionConsumer(
            Intake intake, ExecutionRequests requests, Executions executions, Worker worker, ActionMetrics metrics) {
        this.intake = intake;
        this.requests = requests;
        this.executions = executions;
        this.worker = worker;
        this.metrics = metrics;
    }

    @Incoming("liveactions-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> batch) {
        intake.take(batch, LiveAction.class, this::record);
    }

    private void record(List<LiveAction> ordered) {
        Set<String> fresh =
                executions.request(ordered.stream().map(requests::ordered).toList());
        metrics.requested(fresh.size());
        worker.wake();
    }
}
