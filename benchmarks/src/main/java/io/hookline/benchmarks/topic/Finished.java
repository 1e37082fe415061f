package io.hookline.benchmarks.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Counts executions that succeed, by what the topic of updates tells, on a thread of its own. One that ends otherwise ends the counting. */
public final class Finished implements AutoCloseable {
    private static final String UPDATES = "hookline.execution-updates";
    private static final Duration POLL = Duration.ofMillis(100);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Records records;
    private final IntConsumer more;
    private final Thread thread;
    private volatile long count;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /**
     * @param settings of a Kafka client
     * @param more is told how many more have succeeded
     */
    public Finished(Map<String, Object> settings, IntConsumer more) {
        this.records = new Records(settings, UPDATES);
        this.more = more;
        records.toTheEnd();
        this.thread = Thread.ofPlatform().name("finished").daemon().start(this::run);
    }

    /** How many since the start. */
    public long count() {
        return count;
    }

    /**
     * @throws IllegalStateException if an execution has not succeeded, or the topic can't be read
     */
    public void check() {
        if (failure != null) {
            throw new IllegalStateException("Executions are no longer counted", failure);
        }
    }

    private void run() {
        try {
            while (!closed) {
                int succeeded = 0;
                for (ConsumerRecord<byte[], byte[]> record : records.next(POLL)) {
                    succeeded += succeeded(record.value());
                }
                if (succeeded > 0) {
                    count += succeeded;
                    more.accept(succeeded);
                }
            }
        } catch (RuntimeException e) { // told by check(): a thread of its own has nobody else to tell
            failure = e;
        }
    }

    private int succeeded(byte[] update) {
        JsonNode status = status(update);
        return switch (status.asText()) {
            case "requested", "scheduled", "running" -> 0;
            case "succeeded" -> 1;
            case String other -> throw new IllegalStateException("An execution is " + other);
        };
    }

    private JsonNode status(byte[] update) {
        try {
            return mapper.readTree(update).path("status");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        records.close();
    }
}
