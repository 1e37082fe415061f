package io.hookline.action.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.HttpRequest;
import io.hookline.action.runner.OutgoingAddresses;
import io.hookline.action.runner.OutgoingConfig;
import io.hookline.action.runner.OutgoingHttp;
import io.hookline.action.stream.ShownExecutions;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.Rounds;
import io.hookline.common.json.Json;
import io.hookline.common.secret.SecretUnreadable;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends callbacks, whichever node's executions they are for: the execution as the API shows it, signed by the way of Standard Webhooks
 * where a secret was given. One that was sent may be sent again, under the same {@code webhook-id}, if the node dies before it has
 * written so. Redirects are not followed.
 */
@Singleton
final class Deliveries {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration MARGIN = Duration.ofSeconds(45);
    private static final long LARGEST_ANSWER = 1024;

    private final Callbacks callbacks;
    private final ShownExecutions executions;
    private final CallbackMetrics metrics;
    private final CallbackConfig config;
    private final Clock clock;
    private final OutgoingHttp http;
    private final Patience patience;
    private final Semaphore free;
    private @Nullable Rounds rounds;

    Deliveries(
            Callbacks callbacks,
            ShownExecutions executions,
            CallbackMetrics metrics,
            CallbackConfig config,
            OutgoingConfig outgoing,
            Vertx vertx,
            Clock clock) {
        this.callbacks = callbacks;
        this.executions = executions;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        var reach = new Reaching(config.reach(), config.allowed(), outgoing.refusedNetworks());
        this.http = new OutgoingHttp(vertx, new OutgoingAddresses(reach), LARGEST_ANSWER);
        this.patience = new Patience(config.firstPause(), config.keepTrying());
        this.free = new Semaphore(config.mostAtOnce());
    }

    void start(@Observes StartupEvent event) {
        rounds = Rounds.start("callbacks", BETWEEN_LOOKS, this::look);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.close();
        }
    }

    private boolean look() {
        int wanted = free.availablePermits();
        if (wanted == 0) {
            return false;
        }
        List<Callback> due = callbacks.claim(wanted, config.timeout().plus(MARGIN));
        for (Callback callback : due) {
            free.acquireUninterruptibly();
            Thread.ofVirtual().name("callback-" + callback.id()).start(() -> {
                try {
                    deliver(callback);
                } finally {
                    free.release();
                }
            });
        }
        return due.size() == wanted && free.availablePermits() > 0;
    }

    private void deliver(Callback callback) {
        try {
            Patience.Outcome outcome = tried(callback);
            callbacks.settle(callback, outcome);
            metrics.tried(outcome);
        } catch (DatabaseUnavailable e) { // comes again when its hold is over
            Log.warnf("callback waits for the database execution=%s", callback.id());
        }
    }

    private Patience.Outcome tried(Callback callback) {
        double chance = ThreadLocalRandom.current().nextDouble();
        ObjectNode execution = executions.shown(List.of(callback.id())).get(callback.id());
        if (execution == null) {
            return new Patience.Outcome.GivenUp("the execution is not kept any more");
        }
        OutgoingHttp.Exchange exchange = null;
        try {
            exchange = http.send(request(callback, Json.bytes(execution)), OutgoingHttp.Way.DIRECT);
            int status = exchange.answer()
                    .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .status();
            return patience.answered(callback, status, clock.instant(), chance);
        } catch (OutgoingAddresses.AddressRefused | SecretUnreadable | IllegalArgumentException e) {
            return new Patience.Outcome.GivenUp(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return patience.failed(callback, "the host was not found", clock.instant(), chance);
        } catch (ExecutionException e) {
            return patience.failed(callback, "no answer: " + reason(e.getCause()), clock.instant(), chance);
        } catch (TimeoutException e) {
            return patience.failed(callback, "no answer in time", clock.instant(), chance);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return patience.failed(callback, "interrupted", clock.instant(), chance);
        } finally {
            if (exchange != null) {
                exchange.giveUp();
            }
        }
    }

    private static String reason(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null ? String.valueOf(failure) : message;
    }

    private HttpRequest request(Callback callback, byte[] body) {
        Instant now = clock.instant();
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Hookline");
        headers.put("webhook-id", callback.id());
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        if (callback.secret() != null) {
            headers.put(
                    "webhook-signature",
                    CallbackSignature.of(
                            callbacks.opened(callback.secret()), callback.id(), now.getEpochSecond(), body));
        }
        return new HttpRequest("POST", HttpRequest.url(callback.url()), headers, body);
    }

    /** Callbacks reach less far than actions do: anybody who may ask for an execution may name an address. */
    private record Reaching(Reach reach, Optional<List<String>> allowed, List<String> refusedNetworks)
            implements OutgoingConfig {}
}
