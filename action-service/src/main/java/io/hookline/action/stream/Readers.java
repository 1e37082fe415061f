package io.hookline.action.stream;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The streams that are open on this node. */
@Singleton
final class Readers {
    private final Set<Reader> all = ConcurrentHashMap.newKeySet();
    private final StreamMetrics metrics;

    Readers(StreamMetrics metrics) {
        this.metrics = metrics;
        metrics.readers(all::size);
    }

    void add(Reader reader) {
        all.add(reader);
    }

    void remove(Reader reader) {
        all.remove(reader);
    }

    int count() {
        return all.size();
    }

    /** Whether anybody wants an event of that name, action and execution, or waits for it as the last one. */
    boolean want(List<String> names, @Nullable String actionRef, @Nullable String execution) {
        return all.stream()
                .map(Reader::query)
                .anyMatch(query -> names.stream()
                        .anyMatch(name -> query.wants(name, actionRef, execution)
                                || (name.equals(query.endEvent())
                                        && execution != null
                                        && execution.equals(query.endExecution()))));
    }

    /** What one record told. A reader who is too slow for it is cut off, and costs the others nothing. */
    void tell(List<StreamEvent> events, Supplier<String> position) {
        metrics.events(events.size());
        for (Reader reader : all) {
            if (reader.offer(events, position)) {
                metrics.cutOff();
                Log.debug("stream is cut off, its reader is too slow");
                reader.cutOff();
            }
        }
    }

    void stop(@Observes ShutdownEvent event) {
        all.forEach(Reader::close);
    }
}
