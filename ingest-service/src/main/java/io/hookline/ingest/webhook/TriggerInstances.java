package io.hookline.ingest.webhook;

import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.TopicUnavailable;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The topic of trigger instances, on its writing side. */
@ApplicationScoped
class TriggerInstances {
    private static final int MAX_WAITING = 4096;

    private final MutinyEmitter<Record<String, byte[]>> emitter;
    private final Clock clock;
    private final Duration acknowledgementTimeout;
    private final ScheduledThreadPoolExecutor timer;

    @Inject
    TriggerInstances(
            @Channel("trigger-instances-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MAX_WAITING)
                    MutinyEmitter<Record<String, byte[]>> emitter,
            Clock clock,
            WebhookConfig config) {
        this(emitter, clock, config.acknowledgementTimeout());
    }

    TriggerInstances(MutinyEmitter<Record<String, byte[]>> emitter, Clock clock, Duration acknowledgementTimeout) {
        this.emitter = emitter;
        this.clock = clock;
        this.acknowledgementTimeout = acknowledgementTimeout;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("acknowledgement-timer").factory());
        // Nearly every limit is cancelled within milliseconds; without this each would be kept until its time.
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Publishes one instance per trigger. The record's key is the delivery's name if it has one: all that is sent again comes to one
     * partition, so to one judge, in order.
     *
     * @param triggers at least one
     * @return their ids, once all in-sync replicas have all of them; fails with {@link TopicUnavailable} if they do not acknowledge in
     *     time, whether or not they have some of them, and with 413 if the
     *     topic or the producer is set to take less than the door
     */
    Uni<List<String>> publish(List<Trigger> triggers, Delivery delivery) {
        Instant arrived = clock.instant();
        List<String> ids = new ArrayList<>(triggers.size());
        List<Uni<Void>> acknowledgements = new ArrayList<>(triggers.size());
        for (Trigger trigger : triggers) {
            TriggerInstance instance = delivery.instanceOf(trigger, arrived);
            ids.add(instance.id());
            String key = instance.deliveryKey() == null ? instance.id() : instance.deliveryKey();
            acknowledgements.add(emitter.send(Record.of(key, Json.bytes(instance))));
        }
        Uni<?> all = acknowledgements.size() == 1
                ? acknowledgements.getFirst()
                : Uni.join().all(acknowledgements).andCollectFailures();
        return all.ifNoItem()
                .after(acknowledgementTimeout)
                .on(timer)
                .fail()
                .onFailure()
                .transform(TriggerInstances::asKnownFailure)
                .replaceWith(ids);
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    private static Throwable asKnownFailure(Throwable failure) {
        if (failure instanceof RecordTooLargeException) {
            return new ClientErrorException("larger than Kafka takes", Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        Log.debugf(failure, "trigger instance not acknowledged");
        return new TopicUnavailable("Kafka does not take trigger instances at the moment");
    }
}
