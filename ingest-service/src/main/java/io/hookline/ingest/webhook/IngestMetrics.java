package io.hookline.ingest.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** All figures of the door, their names and tags. */
@Singleton
public class IngestMetrics {
    private final Counter accepted;
    private final Counter published;
    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final Counter tokensMade;
    private final Counter tokensRefused;

    IngestMetrics(MeterRegistry registry) {
        accepted = registry.counter("webhooks.accepted");
        published = registry.counter("trigger.instances.published");
        for (Refusal reason : Refusal.values()) {
            refused.put(
                    reason,
                    registry.counter("webhooks.refused", "reason", reason.name().toLowerCase(Locale.ROOT)));
        }
        tokensMade = registry.counter("tokens.made");
        tokensRefused = registry.counter("tokens.refused");
    }

    /** Why a webhook was not accepted. */
    enum Refusal {
        /** It can't be read, or is not what the hook takes. */
        BODY,
        /** It is too large. */
        SIZE,
        /** No such hook, or no such trigger. */
        UNKNOWN,
        /** Kafka did not acknowledge in time, or too much is in flight. */
        UNAVAILABLE
    }

    void accepted(int instances) {
        accepted.increment();
        published.increment(instances);
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

    /** Wrong user name or password. */
    public void tokenRefused() {
        tokensRefused.increment();
    }
}
