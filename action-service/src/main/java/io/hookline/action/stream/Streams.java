package io.hookline.action.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.LiveOutput;
import io.hookline.common.topic.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens streams. Blocks for a moment, so not for event loops. */
@Singleton
final class Streams {
    /** A place that was never given out. */
    static final Position NOWHERE = new Position(List.of());

    private static final long SOON = 1;

    private final StreamFeed feed;
    private final Readers readers;
    private final ShownExecutions executions;
    private final Outputs outputs;
    private final StreamConfig config;

    Streams(StreamFeed feed, Readers readers, ShownExecutions executions, Outputs outputs, StreamConfig config) {
        this.feed = feed;
        this.readers = readers;
        this.executions = executions;
        this.outputs = outputs;
        this.config = config;
    }

    /**
     * Tells what happens from now on.
     *
     * @param last place at which an earlier stream was lost; null: there was none
     * @return never ends: the answer is written by the reader
     */
    Uni<@Nullable Void> open(StreamQuery query, @Nullable Position last, RoutingContext exchange) {
        var reader = reader(query, false, exchange);
        Position here = feed.join(reader);
        List<Backlog> first = new ArrayList<>();
        if (last != null) {
            first.add(feed.between(last, here));
        }
        if (query.endExecution() != null && StreamEvent.EXECUTION_UPDATE.equals(query.endEvent())) {
            first.add(new EndedBefore(query.endExecution()));
        }
        reader.open(new Backlogs(first));
        return Uni.createFrom().nothing();
    }

    /** Tells what one execution prints, from the beginning to its end. */
    Uni<@Nullable Void> open(String execution, Optional<LiveOutput.Stream> only, RoutingContext exchange) {
        var query = new StreamQuery(
                List.of(Pattern.compile(Pattern.quote(OutputEvents.NAME)), Pattern.compile("st2\\.execution__.*")),
                Set.of(),
                Set.of(execution),
                null,
                null);
        var reader = reader(query, true, exchange);
        feed.join(reader);
        reader.open(new Printout(execution, only));
        return Uni.createFrom().nothing();
    }

    private Reader reader(StreamQuery query, boolean isWokenOnly, RoutingContext exchange) {
        if (readers.count() >= config.mostReaders()) {
            throw new ServiceUnavailableException("Too many streams are open, try again later.", SOON);
        }
        return new Reader(query, isWokenOnly, config, exchange.response(), exchange.vertx(), readers::remove);
    }

    /** Who waits for an execution's end need not wait where it has come before. */
    private final class EndedBefore implements Backlog {
        private final String execution;
        private boolean isOver;

        private EndedBefore(String execution) {
            this.execution = execution;
        }

        @Override
        public List<StreamEvent> next() {
            isOver = true;
            ObjectNode now = executions.shown(List.of(execution)).get(execution);
            if (now == null || !Change.isFinal(now.path("status").asText())) {
                return List.of();
            }
            String action = now.path("action").path("ref").asText();
            return List.of(StreamEvent.of(StreamEvent.EXECUTION_UPDATE, action, execution, true, now));
        }

        @Override
        public boolean isOver() {
            return isOver;
        }
    }

    /** What an execution printed, to the end of it: read from the table, as the reader is woken by what the topics tell. */
    private final class Printout implements Backlog {
        private static final Set<String> PAUSES = Set.of("pausing", "resuming");
        private static final int AT_ONCE = 20;

        private final String execution;
        private final Optional<LiveOutput.Stream> only;
        private int attempt = -1;
        private int line = -1;
        private boolean isOver;

        private Printout(String execution, Optional<LiveOutput.Stream> only) {
            this.execution = execution;
            this.only = only;
        }

        @Override
        public List<StreamEvent> next() {
            // Asked for before the lines are: what was printed before an end is there when the end is.
            String status = executions
                    .find(execution)
                    .map(found -> found.path("status").asText())
                    .orElse("abandoned");
            List<OutputPiece> pieces = outputs.after(execution, only, attempt, line, AT_ONCE);
            if (pieces.isEmpty()) {
                isOver = Change.isFinal(status) || PAUSES.contains(status);
                return isOver ? List.of(StreamEvent.EOF) : List.of();
            }
            attempt = pieces.getLast().source().attempt();
            line = pieces.getLast().line();
            return pieces.stream()
                    .flatMap(piece -> OutputEvents.lines(OutputEvents.record(piece)).stream())
                    .map(OutputEvents::event)
                    .toList();
        }

        @Override
        public boolean isOver() {
            return isOver;
        }
    }
}
