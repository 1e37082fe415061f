package io.hookline.rules.engine;

import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Intake;
import io.hookline.rules.trigger.Sifted;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes trigger instances as they come, a batch at a time. */
@ApplicationScoped
class TriggerInstanceConsumer {
    private static final String CHANNEL = "trigger-instances-in";

    private final Intake intake;
    private final Engine engine;
    private final LiveActions liveActions;
    private final Judgements judgements;
    private final RulesMetrics metrics;

    TriggerInstanceConsumer(
            Intake intake, Engine engine, LiveActions liveActions, Judgements judgements, RulesMetrics metrics) {
        this.intake = intake;
        this.engine = engine;
        this.liveActions = liveActions;
        this.judgements = judgements;
        this.metrics = metrics;
    }

    @Incoming(CHANNEL)
    Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> batches() {
        return intake.taking(CHANNEL, TriggerInstance.class, this::judge);
    }

    /** One batch, one step: judged, published, recorded. Its offsets are committed after this, so they never run ahead of the work. */
    private void judge(List<TriggerInstance> arrived) {
        Sifted sifted = judgements.sift(arrived);
        if (!sifted.fresh().isEmpty()) {
            List<Judgement> made = engine.judge(sifted.fresh());
            // Instances, delivery keys, enforcements: one transaction, committed when Kafka has all orders.
            metrics.recorded(judgements.record(made, liveActions.publish(made)));
        }
        metrics.repeated(sifted.repeated());
    }
}
