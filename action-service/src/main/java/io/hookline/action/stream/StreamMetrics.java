package io.hookline.action.stream;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What watching executions counts. */
@Singleton
final class StreamMetrics {
    private final MeterRegistry registry;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Lines of output that nobody will see. */
    void dropped(int lines) {
        if (lines > 0) {
            registry.counter("output.dropped").increment(lines);
        }
    }
}
