package io.hookline.common.topic;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a channel brings, worked on in steps on a thread of its own: all that came while one was under way is the next, in however many
 * polls it came. Were each poll a step, records would wait for one small step after another as soon as they come about as fast as
 * steps are done. A batch is acknowledged when its step has returned.
 */
final class Batches implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {
    /** As soon as this much waits no more is asked for: what waits is bounded by this and one poll more. */
    private static final int RECORDS = 500;

    private static final int BYTES = 1 << 20;
    private static final Duration LAST_STEP = Duration.ofSeconds(5);

    private final Consumer<List<ConsumerRecord<String, byte[]>>> step;
    private final Thread thread;
    private Waiting waiting = new Waiting();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    /**
     * @param step may block for as long as it needs; what it throws ends the channel
     */
    Batches(String name, Consumer<List<ConsumerRecord<String, byte[]>>> step) {
        this.step = step;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        thread.start();
        opened.request(1);
    }

    @Override
    public void onNext(Message<ConsumerRecords<String, byte[]>> batch) {
        boolean more;
        synchronized (this) {
            waiting.add(batch);
            more = !waiting.isFull();
            notifyAll();
        }
        if (more) {
            ask();
        }
    }

    @Override
    public void onError(Throwable failure) {
        Log.errorf(failure, "%s gets no more records", thread.getName());
    }

    @Override
    public void onComplete() {}

    private void ask() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    private void run() {
        try {
            for (Waiting taken = take(); !taken.messages.isEmpty(); taken = take()) {
                if (taken.isFull()) {
                    ask();
                }
                work(taken);
            }
        } catch (IntakeStopped | InterruptedException e) {
            // Nothing is acknowledged that is not done: who comes next takes it again.
        }
    }

    private void work(Waiting taken) {
        try {
            step.accept(taken.records);
        } catch (IntakeStopped e) {
            throw e;
        } catch (RuntimeException e) { // health checks tell of it
            taken.messages.forEach(message -> message.nack(e));
            throw e;
        }
        taken.messages.forEach(Message::ack);
    }

    /** Waits for some; none once this is closed. */
    private synchronized Waiting take() throws InterruptedException {
        while (waiting.messages.isEmpty() && !closed) {
            wait();
        }
        Waiting taken = closed ? new Waiting() : waiting;
        waiting = new Waiting();
        return taken;
    }

    /** Takes no more; returns when the step under way is over, within a limit. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(LAST_STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Waiting {
        private final List<Message<ConsumerRecords<String, byte[]>>> messages = new ArrayList<>();
        private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        private long bytes;

        void add(Message<ConsumerRecords<String, byte[]>> message) {
            messages.add(message);
            for (ConsumerRecord<String, byte[]> record : message.getPayload()) {
                records.add(record);
                bytes += Math.max(0, record.serializedValueSize());
            }
        }

        boolean isFull() {
            return records.size() >= RECORDS || bytes >= BYTES;
        }
    }
}
