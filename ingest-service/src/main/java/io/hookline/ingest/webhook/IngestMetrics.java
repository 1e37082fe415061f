package io.hookline.ingest.webhook;

import io.hookline.ingest.signature.SignatureRefusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All figures of the door, their names and tags. */
@Singleton
public class IngestMetrics {
    private final MeterRegistry registry;
    private final Counter accepted;
    private final Counter published;
    private final Counter bytes;
    private final Timer acknowledgement;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Counter tokensMade;
    private final Map<LoginRefusal, Counter> tokensRefused = new EnumMap<>(LoginRefusal.class);

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        accepted = registry.counter("webhooks.accepted");
        bytes = Counter.builder("webhooks.accepted.size").baseUnit("bytes").register(registry);
        acknowledgement = Timer.builder("webhooks.acknowledgement")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        published = registry.counter("trigger.instances.published");
        for (Refusal reason : Refusal.values()) {
            refused.put(
                    reason,
                    registry.counter("webhooks.refused", "reason", reason.name().toLowerCase(Locale.ROOT)));
        }
        tokensMade = registry.counter("tokens.made");
        for (LoginRefusal reason : LoginRefusal.values()) {
            tokensRefused.put(
                    reason,
                    registry.counter("tokens.refused", "reason", reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** Why a webhook was not accepted. */
    enum Refusal {
        /** It can't be read, or is not what the hook takes. */
        BODY,
        /** It is too large. */
        SIZE,
        /** The hook demands a signature, and there is no good one. */
        SIGNATURE,
        /** No such hook, or no such trigger. */
        UNKNOWN,
        /** Kafka did not acknowledge in time, or too much is in flight. */
        UNAVAILABLE
    }

    /** Why nobody got a token. */
    public enum LoginRefusal {
        /** Wrong user name or password, or the front end names nobody. */
        CREDENTIALS,
        /** In mode {@code proxy} only front ends get tokens. */
        STRANGER,
        /** Too many passwords were being checked. */
        BUSY
    }

    /**
     * @param size of the body as JSON
     * @param nanos that Kafka took for its acknowledgement
     */
    void accepted(int instances, int size, long nanos) {
        accepted.increment();
        published.increment(instances);
        bytes.increment(size);
        acknowledgement.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(SignatureRefusal refusal) {
        refused(Refusal.SIGNATURE);
        registry.counter(
                        "signatures.refused",
                        "scheme",
                        refusal.scheme().text(),
                        "reason",
                        refusal.reason().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void refused(Refusal reason) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    public void tokenMade() {
        tokensMade.increment();
    }

    public void tokenRefused(LoginRefusal reason) {
        Counter counter = tokensRefused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
