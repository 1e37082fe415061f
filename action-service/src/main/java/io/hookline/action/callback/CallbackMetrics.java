package io.hookline.action.callback;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What callbacks count. */
@Singleton
final class CallbackMetrics {
    private final MeterRegistry registry;

    CallbackMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void tried(Patience.Outcome outcome) {
        String name = switch (outcome) {
            case Patience.Outcome.Delivered delivered -> "delivered";
            case Patience.Outcome.TryAgain again -> "try_again";
            case Patience.Outcome.GivenUp up -> "given_up";
        };
        registry.counter("callbacks", "outcome", name).increment();
    }
}
