package io.hookline.common.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchesTest {
    private static final String TOPIC = Topics.TRIGGER_INSTANCES;

    /** What each step got, and what lets it go on. */
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();

    private final List<Step> begun = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Batches batches = new Batches("test", this::step);
    private int offset;

    @BeforeEach
    void open() {
        batches.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long number) {
                asked.addAndGet(Math.toIntExact(number));
            }

            @Override
            public void cancel() {}
        });
    }

    @AfterEach
    void close() {
        begun.forEach(Step::end);
        batches.close();
    }

    @Test
    void allThatCameDuringAStepIsTheNextInItsOrder() throws Exception {
        batches.onNext(polled("a", 1, 1));
        Step first = steps.take();
        batches.onNext(polled("b", 2, 1));
        batches.onNext(polled("c", 1, 1));
        first.end();

        assertThat(first.values()).containsExactly("a0");
        assertThat(steps.take().values()).containsExactly("b0", "b1", "c0");
    }

    @Test
    void aBatchIsAcknowledgedOnlyWhenItsStepHasReturned() throws Exception {
        batches.onNext(polled("a", 1, 1));
        Step first = steps.take();
        batches.onNext(polled("b", 1, 1));
        assertThat(outcomes).isEmpty();

        first.end();
        assertThat(outcomes.take()).isEqualTo("a done");
        steps.take();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void noMoreIsAskedForThanMayWait() throws Exception {
        batches.onNext(polled("a", 1, 1));
        Step first = steps.take();
        assertThat(asked).hasValue(2);
        batches.onNext(polled("b", 499, 1));
        assertThat(asked).hasValue(3);
        batches.onNext(polled("c", 1, 1));
        assertThat(asked).hasValue(3);

        first.end();
        assertThat(steps.take().values()).hasSize(500);
        assertThat(asked).hasValue(4);
    }

    @Test
    void fewLargeRecordsCountLikeManySmallOnes() throws Exception {
        batches.onNext(polled("a", 1, 1));
        steps.take();
        batches.onNext(polled("b", 1, 1 << 20));

        assertThat(asked).hasValue(2);
    }

    @Test
    void aStepThatFailsEndsTheChannelAndTellsIt() throws Exception {
        batches.onNext(polled("a", 1, 1));
        steps.take().fail(new IllegalStateException("a bug"));
        assertThat(outcomes.take()).isEqualTo("a failed: a bug");

        batches.onNext(polled("b", 1, 1));
        batches.close();
        assertThat(steps).isEmpty();
        assertThat(outcomes).isEmpty();
    }

    @Test
    void whatWaitsWhenTheProcessEndsIsLeftToWhoComesNext() throws Exception {
        batches.onNext(polled("a", 1, 1));
        Step first = steps.take();
        batches.onNext(polled("b", 1, 1));
        Thread closing = Thread.ofPlatform().start(batches::close);
        while (closing.getState() != Thread.State.TIMED_WAITING) { // it waits for the step, having closed
            Thread.onSpinWait();
        }
        first.end();
        closing.join();

        assertThat(outcomes).containsExactly("a done");
        assertThat(steps).isEmpty();
    }

    @Test
    void aStepThatIsBrokenOffByTheEndOfTheProcessIsNotAcknowledged() throws Exception {
        batches.onNext(polled("a", 1, 1));
        steps.take().fail(new IntakeStopped());
        batches.close();

        assertThat(outcomes).isEmpty();
    }

    private void step(List<ConsumerRecord<String, byte[]>> records) {
        var step = new Step(records.stream().map(ConsumerRecord::key).toList(), new CompletableFuture<>());
        begun.add(step);
        steps.add(step);
        step.await();
    }

    /** One poll's records, all of that size, and what becomes of them. */
    private Message<ConsumerRecords<String, byte[]>> polled(String name, int number, int size) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        IntStream.range(0, number).forEach(i -> records.add(record(name + i, size)));
        var polled = new ConsumerRecords<>(Map.of(new TopicPartition(TOPIC, 0), List.copyOf(records)), Map.of());
        return Message.of(polled)
                .withAck(() -> {
                    outcomes.add(name + " done");
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(reason -> {
                    outcomes.add(name + " failed: " + reason.getMessage());
                    return CompletableFuture.completedFuture(null);
                });
    }

    private ConsumerRecord<String, byte[]> record(String key, int size) {
        return new ConsumerRecord<>(
                TOPIC,
                0,
                offset++,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                key.length(),
                size,
                key,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    private record Step(List<String> values, CompletableFuture<Void> outcome) {
        void end() {
            outcome.complete(null);
        }

        void fail(RuntimeException failure) {
            outcome.completeExceptionally(failure);
        }

        void await() {
            try {
                outcome.join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }
    }
}
