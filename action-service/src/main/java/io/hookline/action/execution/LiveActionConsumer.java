package io.hookline.action.execution;

import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Records what rules want run, and no more: offsets are committed as soon as the rows are, however long the actions take. */
@ApplicationScoped
class LiveActionConsumer {
    private static final String CHANNEL = "liveactions-in";

    private final Intake intake;
    private final ExecutionRequests requests;
    private final Arrivals arrivals;

    LiveActionConsumer(Intake intake, ExecutionRequests requests, Arrivals arrivals) {
        this.intake = intake;
        this.requests = requests;
        this.arrivals = arrivals;
    }

    @Incoming(CHANNEL)
    Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> batches() {
        return intake.taking(CHANNEL, LiveAction.class, this::record);
    }

    private void record(List<LiveAction> ordered) {
        arrivals.request(ordered.stream().map(requests::ordered).toList());
    }
}
