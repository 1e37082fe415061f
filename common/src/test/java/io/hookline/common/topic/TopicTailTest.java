package io.hookline.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicTailTest {
    private final Publisher publisher = Broker.publisher();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicReference<Position> here = new AtomicReference<>();
    private volatile boolean fails;
    private final TopicTail tail = new Tails(Broker.clients())
            .follow("test", List.of(Topics.STREAM_EVENTS, Topics.EXECUTION_UPDATES), this::take);

    @AfterEach
    void close() {
        tail.close();
        publisher.close();
    }

    @Test
    void onlyWhatComesFromNowOnIsHandedOut() {
        tail.begun().join();

        publish(Topics.EXECUTION_UPDATES, "k", "one");
        publish(Topics.STREAM_EVENTS, "k", "two");

        await().until(() -> taken.size() == 2);
        assertThat(taken).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aBatchThatFailedComesAgain() {
        tail.begun().join();
        fails = true;
        publish(Topics.STREAM_EVENTS, "k", "again");
        await().until(() -> !fails);

        await().until(() -> taken.contains("again"));
    }

    @Test
    void whatCameBetweenTwoPlacesCanBeReadAgain() {
        Position before = tail.begun().join();
        for (int i = 0; i < 20; i++) {
            publish(Topics.STREAM_EVENTS, "key-" + i, "value-" + i);
        }
        await().until(() -> taken.size() == 20);
        Position after = here.get();

        assertThat(tail.between(before, after, 20).orElseThrow())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(taken);
        assertThat(tail.between(after, after, 20)).contains(List.of());
        assertThat(tail.between(before, after, 19)).isEmpty();
        assertThat(tail.between(after, before, 20)).isEmpty();
        assertThat(tail.between(new Position(List.of(List.of(0L))), after, 20)).isEmpty();
    }

    @Test
    void aPlaceIsTheSameAsText() {
        var position = new Position(List.of(List.of(1L, 0L, 123_456_789_012L), List.of(7L)));

        assertThat(position.text()).isEqualTo("1.0.123456789012-7");
        assertThat(Position.of(position.text())).contains(position);
        assertThat(position.after(new TailRecord(1, 0, 9, new byte[0])).text()).isEqualTo("1.0.123456789012-10");
        for (String other : List.of("", "x", "1..2", "-1", "1.", "1234567890123456789", "1.".repeat(5000) + "1")) {
            assertThat(Position.of(other)).as(other).isEmpty();
        }
    }

    private void take(List<TailRecord> records, Position before, Position after) {
        if (fails) {
            fails = false;
            throw new IllegalStateException("not now");
        }
        records.forEach(record -> taken.add(new String(record.value(), UTF_8)));
        here.set(after);
    }

    private void publish(String topic, String key, String value) {
        publisher
                .send(topic, key, value.getBytes(UTF_8), Map.of())
                .toCompletableFuture()
                .join();
    }
}
