package io.hookline.action.execution;

import io.hookline.common.model.TraceInstance;
import io.hookline.common.topic.Intake;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Records what traces are told of that no execution tells them. */
@ApplicationScoped
class TraceInstanceConsumer {
    private final Intake intake;
    private final TraceInstances instances;

    TraceInstanceConsumer(Intake intake, TraceInstances instances) {
        this.intake = intake;
        this.instances = instances;
    }

    @Incoming("traces-in")
    @Blocking
    void consume(ConsumerRecords<String, byte[]> batch) {
        intake.take(batch, TraceInstance.class, instances::record);
    }
}
