package io.hookline.action.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Position;
import io.hookline.common.topic.TailRecord;
import io.hookline.common.topic.Tails;
import io.hookline.common.topic.TopicTail;
import io.hookline.common.topic.TopicUnavailable;
import io.hookline.common.topic.Topics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads on every node what happens to executions, whichever node does it, and tells the readers and waiters of this one. Rows are read
 * only for what somebody wants to see, those of a batch at once.
 */
@Singleton
final class StreamFeed {
    /** Lines come first: whoever sees an end has seen what was printed before it. */
    private static final List<String> TOPICS = List.of(Topics.STREAM_EVENTS, Topics.EXECUTION_UPDATES);

    private static final Duration LONGEST_START = Duration.ofSeconds(5);
    private static final int REMEMBERED = 20_000;
    private static final int REPLAYED_AT_ONCE = 50;

    private final Tails tails;
    private final Readers readers;
    private final EndWaiters waiters;
    private final ShownExecutions executions;
    private final StreamConfig config;

    /** How many states of an execution were told; only the tail's thread touches it. */
    private final Map<String, Integer> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** What the readers of now have been told; guarded by this. */
    private @Nullable Position here;

    private @Nullable TopicTail tail;

    StreamFeed(Tails tails, Readers readers, EndWaiters waiters, ShownExecutions executions, StreamConfig config) {
        this.tails = tails;
        this.readers = readers;
        this.waiters = waiters;
        this.executions = executions;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        tail = tails.follow("stream", TOPICS, this::take);
    }

    @PreDestroy
    void stop() {
        if (tail != null) {
            tail.close();
        }
    }

    /**
     * From now on the reader is told; blocks for a moment if this node has just begun.
     *
     * @return the place from which on it is
     */
    Position join(Reader reader) {
        Position begun = begun();
        synchronized (this) {
            readers.add(reader);
            if (here == null) {
                here = begun;
            }
            return here;
        }
    }

    private Position begun() {
        try {
            return tail().begun()
                    .orTimeout(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new TopicUnavailable("the topics of the stream are not read yet");
        }
    }

    private TopicTail tail() {
        if (tail == null) {
            throw new TopicUnavailable("the topics of the stream are not read yet");
        }
        return tail;
    }

    private void take(List<TailRecord> records, Position before, Position after) {
        synchronized (this) {
            if (readers.count() == 0 && waiters.waiting() == 0) {
                here = after; // who joins from now on is told what comes from now on
                return;
            }
        }
        Map<String, Integer> sofar = new HashMap<>();
        List<Notice> notices = notices(records, id -> sofar.getOrDefault(id, told.getOrDefault(id, 0)), sofar);
        waiters.wake(ended(notices));
        Map<String, ObjectNode> shown = shown(notices);
        synchronized (this) {
            Position place = before;
            for (Notice notice : notices) {
                place = place.after(notice.record());
                Position behind = place;
                readers.tell(events(notice, shown), behind::text);
            }
            here = after;
        }
        told.putAll(sofar); // not before: a batch that failed comes again
    }

    /**
     * @param told how many states of an execution were told before
     * @param sofar takes how many are told then
     */
    private static List<Notice> notices(
            List<TailRecord> records, ToIntFunction<String> told, Map<String, Integer> sofar) {
        List<Notice> notices = new ArrayList<>();
        for (TailRecord record : records) {
            notice(record).ifPresent(notice -> {
                if (notice instanceof Notice.Changed(var same, var change, var none)) {
                    int before = told.applyAsInt(change.id());
                    notices.add(new Notice.Changed(same, change, before));
                    sofar.merge(change.id(), Math.max(before, change.log().size()), Math::max);
                } else {
                    notices.add(notice);
                }
            });
        }
        return notices;
    }

    private static Optional<Notice> notice(TailRecord record) {
        try {
            if (record.topic() == 0) {
                return Optional.of(new Notice.Told(record, Json.read(record.value(), JsonNode.class)));
            }
            Change change = Json.read(record.value(), Change.class);
            return change.log().isEmpty() ? Optional.empty() : Optional.of(new Notice.Changed(record, change, 0));
        } catch (IOException | IllegalArgumentException e) {
            Log.debugf(
                    "unreadable record skipped topic=%s partition=%d offset=%d",
                    TOPICS.get(record.topic()), record.partition(), record.offset());
            return Optional.empty();
        }
    }

    private static Set<String> ended(List<Notice> notices) {
        Set<String> ended = new LinkedHashSet<>();
        for (Notice notice : notices) {
            if (notice instanceof Notice.Changed(var record, var change, var before) && change.isEnd()) {
                ended.add(change.id());
            }
        }
        return ended;
    }

    /** The executions that somebody wants to see, as they are now. */
    private Map<String, ObjectNode> shown(List<Notice> notices) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Notice notice : notices) {
            if (notice instanceof Notice.Changed(var record, var change, var before)
                    && readers.want(change.names(change.firstUntold(before)), change.action(), change.id())) {
                wanted.add(change.id());
            }
        }
        return wanted.isEmpty() ? Map.of() : executions.shown(wanted);
    }

    private static List<StreamEvent> events(Notice notice, Map<String, ObjectNode> shown) {
        return switch (notice) {
            case Notice.Told(TailRecord record, JsonNode event) -> told(event);
            case Notice.Changed(TailRecord record, Change change, int before) -> {
                ObjectNode now = shown.get(change.id());
                yield now == null ? List.of() : change.events(change.firstUntold(before), now);
            }
        };
    }

    private static List<StreamEvent> told(JsonNode event) {
        String name = event.path("event").asText();
        JsonNode data = event.path("data");
        if (!name.equals(OutputEvents.NAME)) {
            return name.isEmpty() ? List.of() : List.of(StreamEvent.of(name, null, null, false, data));
        }
        return OutputEvents.lines(data).stream().map(OutputEvents::event).toList();
    }

    /** What happened between two places, for a reader that has lost its stream and took it up again. */
    Backlog between(Position lost, Position again) {
        return new Missed(lost, again);
    }

    /** What a record of one of the topics says. */
    private sealed interface Notice {
        TailRecord record();

        /** An event as it is. */
        record Told(TailRecord record, JsonNode event) implements Notice {}

        /**
         * An execution has changed.
         *
         * @param before how many of its states were told before
         */
        record Changed(TailRecord record, Change change, int before) implements Notice {}
    }

    /** Read when it is asked for; executions are shown as they are by then, each state once more in its turn. */
    private final class Missed implements Backlog {
        private final Position lost;
        private final Position again;
        private @Nullable List<Notice> rest;

        private Missed(Position lost, Position again) {
            this.lost = lost;
            this.again = again;
        }

        @Override
        public List<StreamEvent> next() {
            List<StreamEvent> events = new ArrayList<>();
            if (rest == null) {
                Optional<List<TailRecord>> records = tail().between(lost, again, config.longestReplay());
                if (records.isEmpty()) {
                    events.add(StreamEvent.comment(
                            "what happened since Last-Event-ID can't be told any more; the stream goes on from now"));
                }
                Map<String, Integer> sofar = new HashMap<>();
                rest = notices(records.orElse(List.of()), id -> sofar.getOrDefault(id, 0), sofar);
            }
            List<Notice> part = rest.subList(0, Math.min(REPLAYED_AT_ONCE, rest.size()));
            Map<String, ObjectNode> shown = shown(part);
            part.forEach(notice -> events.addAll(events(notice, shown)));
            rest = List.copyOf(rest.subList(part.size(), rest.size()));
            return events;
        }

        @Override
        public boolean isOver() {
            return rest != null && rest.isEmpty();
        }
    }
}
