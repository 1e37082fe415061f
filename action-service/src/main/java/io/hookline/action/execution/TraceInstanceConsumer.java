package io.hookline.action.execution;

import io.hookline.common.model.TraceInstance;
import io.hookline.common.topic.Intake;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Records what traces are told of that no execution tells them. */
@ApplicationScoped
class TraceInstanceConsumer {
    private static final String CHANNEL = "traces-in";

    private final Intake intake;
    private final TraceInstances instances;

    TraceInstanceConsumer(Intake intake, TraceInstances instances) {
        this.intake = intake;
        this.instances = instances;
    }

    @Incoming(CHANNEL)
    Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> batches() {
        return intake.taking(CHANNEL, TraceInstance.class, instances::record);
    }
}
