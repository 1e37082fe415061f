package io.hookline.action.stream;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** What watching executions counts. */
@Singleton
final class StreamMetrics {
    private final MeterRegistry registry;

    StreamMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Streams that are open. */
    void readers(Supplier<Number> open) {
        registry.gauge("stream.readers", open, readers -> readers.get().doubleValue());
    }

    /** Streams that were ended because nobody read them fast enough. */
    void cutOff() {
        registry.counter("stream.cut.off").increment();
    }

    /** What streams were told; each event once, however many read it. */
    void events(int events) {
        registry.counter("stream.events").increment(events);
    }

    /** Requests that wait for an execution's end. */
    void waiters(Supplier<Number> waiting) {
        registry.gauge("executions.waiters", waiting, waiters -> waiters.get().doubleValue());
    }

    /** Lines of output that nobody will see. */
    void dropped(int lines) {
        if (lines > 0) {
            registry.counter("output.dropped").increment(lines);
        }
    }
}
