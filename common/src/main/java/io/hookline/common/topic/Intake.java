package io.hookline.common.topic;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes a batch of a work topic to its end. Returns when every record is either handled or on the dead topic, so the offsets that are
 * committed afterwards never run ahead of the work. A store or broker that is away is waited for, with growing pauses; a record that
 * can't be read, or that alone makes the work fail again and again, goes to the dead topic; if that can't be written either, the
 * partition stands still until it can.
 */
@Singleton
public final class Intake {
    private static final int TRIES_OF_ONE_RECORD = 3;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final DeadTopics deadTopics;
    private final MeterRegistry metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Batches> taking = new CopyOnWriteArrayList<>();

    Intake(DeadTopics deadTopics, MeterRegistry metrics) {
        this.deadTopics = deadTopics;
        this.metrics = metrics;
    }

    /**
     * Takes what a channel brings, step by step, until the process ends.
     *
     * @param work does the whole batch or nothing of it; may be called again with the same records, or with fewer
     */
    public <T> Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> taking(
            String channel, Class<T> type, BatchWork<T> work) {
        var batches = new Batches(channel, records -> take(records, type, work));
        taking.add(batches);
        return batches;
    }

    /**
     * @throws IntakeStopped if the process ends before the batch does; nothing may be committed then
     */
    <T> void take(Iterable<ConsumerRecord<String, byte[]>> batch, Class<T> type, BatchWork<T> work) {
        List<Arrived<T>> arrived = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                arrived.add(new Arrived<>(record, read(record, type)));
            } catch (IOException e) {
                setAside(record, reason(e));
            }
        }
        handle(arrived, work);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        taking.forEach(Batches::close);
    }

    /** Handles the records together; if that fails for a reason of their own, each half by itself, down to the one that is to blame. */
    private <T> void handle(List<Arrived<T>> records, BatchWork<T> work) {
        if (records.isEmpty()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try {
                whileAway(() -> work.handle(records.stream().map(Arrived::value).toList()));
                count(records, "handled");
                return;
            } catch (IntakeStopped e) {
                throw e;
            } catch (Exception e) { // whatever a record makes the work do, the others go on
                if (records.size() > 1) {
                    handle(records.subList(0, records.size() / 2), work);
                    handle(records.subList(records.size() / 2, records.size()), work);
                    return;
                }
                if (attempt == TRIES_OF_ONE_RECORD) {
                    Log.errorf(
                            e,
                            "record can't be handled topic=%s",
                            records.get(0).record().topic());
                    setAside(records.get(0).record(), e.getClass().getName());
                    return;
                }
                pause(FIRST_PAUSE_MILLIS);
            }
        }
    }

    private <T> void setAside(ConsumerRecord<String, byte[]> record, String reason) {
        whileAway(() -> deadTopics.put(record, reason));
        Log.warnf(
                "record set aside topic=%s partition=%d offset=%d reason=%s",
                record.topic(), record.partition(), record.offset(), reason);
        metrics.counter("intake.records", "topic", record.topic(), "outcome", "dead")
                .increment();
    }

    private <T> void count(List<Arrived<T>> records, String outcome) {
        metrics.counter("intake.records", "topic", records.get(0).record().topic(), "outcome", outcome)
                .increment(records.size());
    }

    /** Tries again for as long as the database or Kafka is away. */
    private <E extends Exception> void whileAway(Step<E> step) throws E {
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            try {
                step.run();
                return;
            } catch (DatabaseUnavailable | TopicUnavailable e) {
                if (pause == FIRST_PAUSE_MILLIS) {
                    Log.warnf("intake waits reason=%s", e.getMessage());
                }
                pause(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void pause(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                throw new IntakeStopped();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntakeStopped();
        }
    }

    private static <T> T read(ConsumerRecord<String, byte[]> record, Class<T> type) throws IOException {
        if (record.value() == null) {
            throw new IOException("the record has no value");
        }
        T value = Json.read(record.value(), type);
        if (value == null) {
            throw new IOException("the record is null");
        }
        return value;
    }

    /** Says what is wrong without repeating a part of the record. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case ValueInstantiationException broken
            when broken.getCause() != null ->
                "wrong envelope: " + broken.getCause().getMessage();
            case JacksonException json ->
                json.getClass().getSimpleName() + " at "
                        + (json.getLocation() == null
                                ? "an unknown place"
                                : json.getLocation().offsetDescription());
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** One step of the pipeline for several records at once. */
    @FunctionalInterface
    public interface BatchWork<T> {
        void handle(List<T> records) throws Exception;
    }

    @FunctionalInterface
    private interface Step<E extends Exception> {
        void run() throws E;
    }

    private record Arrived<T>(ConsumerRecord<String, byte[]> record, T value) {}
}
