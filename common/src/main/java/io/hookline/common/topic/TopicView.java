package io.hookline.common.topic;

import com.fasterxml.jackson.databind.ObjectReader;
import io.hookline.common.json.Json;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A compacted topic as a map in memory, kept up to date by a thread of its own. Records carry the version of the fact in the header
 * {@value #VERSION_HEADER}; an older version than the one at hand is ignored.
 *
 * @param <V> the facts
 */
public final class TopicView<V> {
    static final String VERSION_HEADER = "version";

    /** Longest time an answer waits for the view: late rather than wrong, but not for ever. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int DELETIONS_REMEMBERED = 10_000;

    private final String topic;
    private final ObjectReader reader;
    private final Consumer<String, byte[]> consumer;
    private final Thread thread;

    private final Map<String, Fact<V>> facts = new ConcurrentHashMap<>();
    private final List<MapIndex<V>> indexes = new ArrayList<>();
    private final Map<String, Long> deletions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > DELETIONS_REMEMBERED;
        }
    };
    private final Map<String, List<Waiter>> waiters = new HashMap<>();
    private List<CompletableFuture<@Nullable Void>> nextLook = new ArrayList<>();

    /** Done when all that the topic held at the start is known. */
    private final CompletableFuture<@Nullable Void> readOnce = new CompletableFuture<>();

    /** The one under way; only the view's own thread touches it. */
    private Look look = Look.NONE;

    private volatile boolean closed;

    /** Begins to read at once. */
    TopicView(String topic, Class<V> type, Consumer<String, byte[]> consumer) {
        this.topic = topic;
        this.reader = Json.mapper().readerFor(type);
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("view-" + topic).daemon().start(this::read);
    }

    public Optional<V> get(String id) {
        return Optional.ofNullable(facts.get(id)).map(Fact::value);
    }

    /** All facts, a snapshot. */
    public Collection<V> values() {
        return facts.values().stream().map(Fact::value).toList();
    }

    /**
     * A second way to find facts, kept in step with the view.
     *
     * @param keys under which a fact is found; none: it is not in this index
     */
    public Index<V> indexedBy(Function<V, Stream<String>> keys) {
        var index = new MapIndex<>(keys);
        synchronized (facts) {
            facts.forEach((id, fact) -> index.put(id, fact.value()));
            indexes.add(index);
        }
        return index;
    }

    /**
     * Ends when this view knows that version of the fact (or its deletion), or when {@link #LONGEST_WAIT} is over.
     */
    public Uni<Void> applied(String id, long version) {
        return later(() -> appliedFuture(id, version));
    }

    /** As {@link #applied}, for blocking callers. */
    public void awaitApplied(String id, long version) {
        appliedFuture(id, version).join();
    }

    /**
     * Ends when all that the topic held at the time of the call is known here: a miss is believed only after that. All callers that
     * wait share one look at the topic's end. Bounded: fails with {@link TopicUnavailable} if Kafka does not answer in time.
     */
    public Uni<Void> caughtUp() {
        return later(this::caughtUpFuture);
    }

    /**
     * As {@link #caughtUp}, for blocking callers.
     *
     * @throws TopicUnavailable if Kafka does not answer in time
     */
    public void awaitCaughtUp() {
        caughtUpFuture()
                .handle((nothing, failure) -> {
                    if (failure != null) {
                        throw unavailable();
                    }
                    return nothing;
                })
                .join();
    }

    /** Whether all that the topic held when the view began is known, and the view still follows it. */
    boolean isReady() {
        return readOnce.isDone() && thread.isAlive();
    }

    String topic() {
        return topic;
    }

    void close() {
        closed = true;
        consumer.wakeup();
    }

    private Uni<Void> later(Supplier<CompletableFuture<@Nullable Void>> future) {
        return Uni.createFrom()
                .completionStage(future)
                .onFailure()
                .transform(failure -> unavailable())
                .emitOn(Infrastructure.getDefaultWorkerPool());
    }

    private TopicUnavailable unavailable() {
        return new TopicUnavailable("Kafka did not tell the end of topic " + topic + " in time");
    }

    private CompletableFuture<@Nullable Void> appliedFuture(String id, long version) {
        var future = new CompletableFuture<@Nullable Void>();
        synchronized (facts) {
            if (versionOf(id) >= version) {
                return CompletableFuture.completedFuture(null);
            }
            waiters.computeIfAbsent(id, key -> new ArrayList<>()).add(new Waiter(version, future));
        }
        return future.completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<@Nullable Void> caughtUpFuture() {
        var future = new CompletableFuture<@Nullable Void>();
        synchronized (facts) {
            nextLook.add(future);
        }
        consumer.wakeup();
        return future.orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private long versionOf(String id) {
        Fact<V> fact = facts.get(id);
        return fact != null ? fact.version() : deletions.getOrDefault(id, -1L);
    }

    private void read() {
        boolean healthy = true;
        while (!closed) {
            try {
                follow();
            } catch (WakeupException e) {
                // Somebody waits for a look at the topic's end, or the view is closing: the loop sees which.
            } catch (KafkaException e) {
                if (healthy) {
                    Log.warnf("view is not following its topic topic=%s reason=%s", topic, e.getMessage());
                }
                healthy = false;
                takeWaiting().forEach(future -> future.completeExceptionally(unavailable()));
                pause();
                continue;
            }
            healthy = true;
        }
        consumer.close();
    }

    /** Reads the whole topic, then what comes to it, until something interrupts. */
    private void follow() {
        if (consumer.assignment().isEmpty()) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new KafkaException("the topic does not exist");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        if (!readOnce.isDone() && look == Look.NONE) {
            look = new Look(ends(), List.of(readOnce));
        }
        while (!closed) {
            if (look == Look.NONE) {
                look = beginLook();
            }
            if (look != Look.NONE && look.isOver(consumer)) {
                look.end();
                look = Look.NONE;
                continue; // nothing to wait for: a look at a topic that is known to its end costs one question
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(look == Look.NONE ? idle() : POLL)) {
                apply(record);
            }
        }
    }

    /** No pause if somebody came between the last look and now. */
    private Duration idle() {
        synchronized (facts) {
            return nextLook.isEmpty() ? POLL : Duration.ZERO;
        }
    }

    private Look beginLook() {
        // Whoever comes while the end is asked for waits for the next look: this one may not cover what he means.
        List<CompletableFuture<@Nullable Void>> waiting = takeWaiting();
        if (waiting.isEmpty()) {
            return Look.NONE;
        }
        try {
            return new Look(ends(), waiting);
        } catch (KafkaException e) { // a wake-up, or Kafka is away: their turn comes again, or their time ends
            synchronized (facts) {
                nextLook.addAll(waiting);
            }
            throw e;
        }
    }

    private Map<TopicPartition, Long> ends() {
        return consumer.endOffsets(consumer.assignment(), LONGEST_WAIT);
    }

    private List<CompletableFuture<@Nullable Void>> takeWaiting() {
        synchronized (facts) {
            List<CompletableFuture<@Nullable Void>> waiting = nextLook;
            nextLook = new ArrayList<>();
            return waiting;
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        V value;
        try {
            value = record.value() == null ? null : reader.readValue(record.value());
        } catch (IOException e) {
            Log.errorf(
                    "unreadable fact skipped topic=%s partition=%d offset=%d",
                    topic, record.partition(), record.offset());
            return;
        }
        long version = version(record);
        List<CompletableFuture<@Nullable Void>> done;
        synchronized (facts) {
            if (version < versionOf(record.key())) {
                return;
            }
            replace(record.key(), version, value);
            done = served(record.key(), version);
        }
        done.forEach(future -> future.complete(null));
    }

    /** Takes out who waited for this version, and those who gave up. */
    private List<CompletableFuture<@Nullable Void>> served(String id, long version) {
        List<Waiter> waiting = waiters.getOrDefault(id, List.of());
        List<Waiter> still = waiting.stream()
                .filter(waiter -> waiter.version() > version && !waiter.future().isDone())
                .toList();
        if (still.isEmpty()) {
            waiters.remove(id);
        } else {
            waiters.put(id, new ArrayList<>(still));
        }
        return waiting.stream()
                .filter(waiter -> waiter.version() <= version)
                .map(Waiter::future)
                .toList();
    }

    private void replace(String id, long version, @Nullable V value) {
        Fact<V> before = value == null ? facts.remove(id) : facts.put(id, new Fact<>(version, value));
        if (value == null) {
            deletions.put(id, version);
        } else {
            deletions.remove(id);
        }
        for (MapIndex<V> index : indexes) {
            if (before != null) {
                index.remove(id, before.value());
            }
            if (value != null) {
                index.put(id, value);
            }
        }
    }

    private static long version(ConsumerRecord<String, byte[]> record) {
        Header header = record.headers().lastHeader(VERSION_HEADER);
        return header == null ? 0 : Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** A second way to find the facts of a view. */
    public interface Index<V> {
        /** The facts under that key, in order of their ids; never null. */
        List<V> get(String key);
    }

    private record Fact<V>(long version, V value) {}

    private record Waiter(long version, CompletableFuture<@Nullable Void> future) {}

    /** The end of the topic as it stood at one moment, and who waits for the view to get there. */
    private record Look(Map<TopicPartition, Long> ends, List<CompletableFuture<@Nullable Void>> waiting) {
        static final Look NONE = new Look(Map.of(), List.of());

        boolean isOver(Consumer<?, ?> consumer) {
            return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }

        void end() {
            waiting.forEach(future -> future.complete(null));
        }
    }

    private static final class MapIndex<V> implements Index<V> {
        private final Function<V, Stream<String>> keys;
        private final Map<String, Map<String, V>> byKey = new ConcurrentHashMap<>();

        private MapIndex(Function<V, Stream<String>> keys) {
            this.keys = keys;
        }

        @Override
        public List<V> get(String key) {
            Map<String, V> found = byKey.get(key);
            return found == null ? List.of() : List.copyOf(found.values());
        }

        private void put(String id, V value) {
            keys.apply(value).forEach(key -> byKey.merge(key, Map.of(id, value), MapIndex::joined));
        }

        private void remove(String id, V value) {
            keys.apply(value).forEach(key -> byKey.computeIfPresent(key, (same, found) -> without(found, id)));
        }

        private static <V> Map<String, V> joined(Map<String, V> some, Map<String, V> more) {
            var all = new TreeMap<>(some);
            all.putAll(more);
            return all;
        }

        private static <V> @Nullable Map<String, V> without(Map<String, V> some, String id) {
            var rest = new TreeMap<>(some);
            rest.remove(id);
            return rest.isEmpty() ? null : rest;
        }
    }
}
