package io.hookline.rules.engine;

import io.hookline.common.json.Json;
import io.hookline.common.model.LiveAction;
import io.hookline.common.topic.TopicUnavailable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Sends the orders that follow from them; no more are in flight at once than the emitter's buffer holds. */
    Publication publish(List<Judgement> judgements) {
        List<LiveAction> orders = judgements.stream()
                .flatMap(judgement -> judgement.liveActions().stream())
                .toList();
        Publication last = () -> {};
        for (int from = 0; from < orders.size(); from += BUFFER) {
            last.await();
            last = send(orders.subList(from, Math.min(from + BUFFER, orders.size())));
        }
        return last;
    }

    private Publication send(List<LiveAction> orders) {
        CompletableFuture<Void> sent = CompletableFuture.allOf(orders.stream()
                        .map(order -> emitter.send(Record.of(order.executionId(), Json.bytes(order)))
                                .subscribeAsCompletionStage())
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
        return () -> {
            try {
                sent.join();
            } catch (CompletionException e) {
                throw failure(e);
            }
        };
    }

    // A record that is too large stays so; whatever else the broker or the way to it does not like may pass.
    private static RuntimeException failure(CompletionException e) {
        return switch (e.getCause()) {
            case RecordTooLargeException stays -> stays;
            case ApiException passes -> unavailable(passes);
            case TimeoutException passes -> unavailable(passes);
            case null, default -> e;
        };
    }

    private static TopicUnavailable unavailable(Exception reason) {
        return new TopicUnavailable("Kafka did not take all live actions: " + reason.getMessage());
    }

    /** Orders on their way. */
    @FunctionalInterface
    interface Publication {
        /**
         * Returns when the broker has them all.
         *
         * @throws TopicUnavailable if it does not take them in time; some may be there, and publishing them again does no harm
         */
        void await();
    }
}
