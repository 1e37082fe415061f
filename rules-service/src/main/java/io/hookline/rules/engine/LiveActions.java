package io.hookline.rules.engine;

import io.hookline.common.json.Json;
import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.TopicUnavailable;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The orders to run actions: topic {@code hookline.liveactions}, keyed by the execution's id. */
@ApplicationScoped
class LiveActions {
    private static final int BUFFER = 1024;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final MutinyEmitter<Record<String, byte[]>> emitter;

    LiveActions(
            @Channel("liveactions-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    MutinyEmitter<Record<String, byte[]>> emitter) {
        this.emitter = emitter;
    }

    /**
     * Returns when the broker has them all; no more are in flight at once than the emitter's buffer holds.
     *
     * @throws TopicUnavailable if it does not take them in time; some may be there, and publishing them again does no harm
     */
    void publish(List<Judgement> judgements) {
        List<LiveAction> orders = judgements.stream()
                .flatMap(judgement -> judgement.liveActions().stream())
                .toList();
        for (int from = 0; from < orders.size(); from += BUFFER) {
            send(orders.subList(from, Math.min(from + BUFFER, orders.size())));
        }
    }

    private void send(List<LiveAction> orders) {
        List<Uni<Void>> sent = orders.stream()
                .map(order -> emitter.send(Record.of(order.executionId(), Json.bytes(order))))
                .toList();
        Uni.join()
                .all(sent)
                .andFailFast()
                .ifNoItem()
                .after(LONGEST_WAIT)
                .fail()
                .onFailure(LiveActions::passes)
                .transform(
                        failure -> new TopicUnavailable("Kafka did not take all live actions: " + failure.getMessage()))
                .await()
                .indefinitely();
    }

    // A record that is too large stays so; whatever else the broker or the way to it does not like may pass.
    private static boolean passes(Throwable failure) {
        return !(failure instanceof RecordTooLargeException)
                && (failure instanceof ApiException || failure instanceof io.smallrye.mutiny.TimeoutException);
    }
}
