package io.hookline.action.pack;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** What registering packs counts. */
@Singleton
final class PackMetrics {
    private final MeterRegistry registry;

    PackMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Registration.Registered measured(Supplier<Registration.Registered> registering) {
        Timer.Sample begun = Timer.start(registry);
        Registration.Registered registered = registering.get();
        begun.stop(registry.timer("packs.registration"));
        registry.counter("packs.registration.faults")
                .increment(registered.faults().size());
        return registered;
    }
}
