package io.hookline.common.topic;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A compacted topic as a map in memory, kept up to date by a thread of its own. Records carry the version of the fact in a header;
 * an older version than the one at hand is ignored.
 *
 * @param <V> the facts
 */
public final class TopicView<V> {
    public Optional<V> get(String id) {
        throw new UnsupportedOperationException(id);
    }

    /** All facts, a snapshot. */
    public Collection<V> values() {
        throw new UnsupportedOperationException();
    }

    /**
     * A second way to find facts, kept in step with the view.
     *
     * @param keys under which a fact is found; none: it is not in this index
     */
    public Index<V> indexedBy(Function<V, Stream<String>> keys) {
        throw new UnsupportedOperationException();
    }

    /** Ends when this view knows that version of the fact (or its deletion), or when the bounded wait is over: an answer is late rather than wrong. */
    public Uni<Void> applied(String id, long version) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #applied}, for blocking callers. */
    public void awaitApplied(String id, long version) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends when all that the topic held at the time of the call is known here: a miss is believed only after that. All callers that
     * wait share one look at the topic's end. Bounded: fails with {@link TopicUnavailable} if Kafka does not answer in time.
     */
    public Uni<Void> caughtUp() {
        throw new UnsupportedOperationException();
    }

    /** As {@link #caughtUp}, for blocking callers. */
    public void awaitCaughtUp() {
        throw new UnsupportedOperationException();
    }

    /** A second way to find the facts of a view. */
    public interface Index<V> {
        /** The facts under that key, in order of their ids; never null. */
        List<V> get(String key);
    }
}
