package io.hookline.action.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.LiveOutput;
import io.hookline.common.database.Rounds;
import io.hookline.common.database.StatementFailed;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Publisher;
import io.hookline.common.topic.Topics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where runs print to. A thread of its own writes the lines of all runs, many at once, into {@link Outputs}, and then tells the topic of
 * stream events. The table is what counts: a topic that is away costs those who watch, not the runs.
 */
@Singleton
public final class LiveOutputs {
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(5);
    private static final Duration LONGEST_TELLING = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final long MOST_PENDING = 4 * 1024 * 1024;

    private final Outputs outputs;
    private final Publisher publisher;
    private final StreamMetrics metrics;
    private final OutputConfig config;
    private final Clock clock;
    private final Executor soon =
            CompletableFuture.delayedExecutor(GATHERING.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    private final Queue<Run> waiting = new ConcurrentLinkedQueue<>();
    private Batch unwritten = Batch.EMPTY;
    private long quietUntil = System.nanoTime();
    private @Nullable Rounds rounds;

    LiveOutputs(Outputs outputs, Publisher publisher, StreamMetrics metrics, OutputConfig config, Clock clock) {
        this.outputs = outputs;
        this.publisher = publisher;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rounds = Rounds.start("live-output", BETWEEN_LOOKS, this::write);
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.close();
        }
    }

    /**
     * For one run of an execution; to be closed when it has ended.
     *
     * @param attempt which run it is
     */
    public Printing open(String executionId, int attempt, String actionRef, String runnerRef) {
        if (!config.streamOutput()) {
            return new Unheard();
        }
        var limits = new Printed.Limits(
                config.streamOutputLines(), config.streamOutputLimit().asLongValue(), MOST_PENDING);
        return new Run(new Printed(new OutputPiece.Source(executionId, attempt, actionRef, runnerRef), limits, clock));
    }

    private boolean write() {
        if (unwritten.runs().isEmpty()) {
            unwritten = gathered();
        }
        Batch batch = unwritten;
        if (!batch.pieces().isEmpty()) {
            append(batch.pieces());
            tell(batch.pieces());
        }
        unwritten = Batch.EMPTY;
        batch.runs().forEach(Run::written);
        return !waiting.isEmpty();
    }

    private Batch gathered() {
        List<Run> runs = new ArrayList<>();
        List<OutputPiece> pieces = new ArrayList<>();
        long characters = 0;
        while (characters < MOST_PENDING) {
            Run run = waiting.poll();
            if (run == null) {
                break;
            }
            for (OutputPiece piece : run.take()) {
                pieces.add(piece);
                characters += piece.data().length();
            }
            runs.add(run);
        }
        return new Batch(runs, pieces);
    }

    private void append(List<OutputPiece> pieces) {
        try {
            outputs.append(pieces);
        } catch (StatementFailed e) { // what can't be kept must not hold up the ends of all runs
            Log.errorf(e, "output can't be stored pieces=%d", pieces.size());
        }
    }

    private void tell(List<OutputPiece> pieces) {
        if (System.nanoTime() < quietUntil) {
            return;
        }
        List<CompletableFuture<@Nullable Void>> sent = new ArrayList<>();
        for (OutputPiece piece : pieces) {
            sent.add(publisher
                    .send(Topics.STREAM_EVENTS, piece.source().executionId(), Json.bytes(event(piece)), Map.of())
                    .toCompletableFuture());
            if (sent.getLast().isCompletedExceptionally()) {
                break; // each may block for long
            }
        }
        try {
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                    .get(LONGEST_TELLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Log.warnf("output is not told to those who watch reason=%s", e.getMessage());
            quietUntil = System.nanoTime() + QUIET.toNanos();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode event(OutputPiece piece) {
        ObjectNode event = Json.object().put("event", OutputEvents.NAME);
        event.set("data", OutputEvents.record(piece));
        return event;
    }

    /** Takes the lines of one run. */
    public interface Printing extends LiveOutput, AutoCloseable {
        /** Returns when all lines are written; after some seconds in any case. */
        @Override
        void close();
    }

    /** Of a run that nobody can watch. */
    private record Unheard() implements Printing {
        @Override
        public void line(Stream stream, String line) {}

        @Override
        public void close() {}
    }

    /** What one round writes, and for whom. */
    private record Batch(List<Run> runs, List<OutputPiece> pieces) {
        static final Batch EMPTY = new Batch(List.of(), List.of());
    }

    private final class Run implements Printing {
        private final Printed printed;
        private final AtomicBoolean isQueued = new AtomicBoolean();
        private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        private volatile boolean isClosed;

        private Run(Printed printed) {
            this.printed = printed;
        }

        @Override
        public void line(Stream stream, String line) {
            printed.line(stream, line);
            if (isQueued.compareAndSet(false, true)) {
                waiting.add(this);
                soon.execute(LiveOutputs.this::call);
            }
        }

        private List<OutputPiece> take() {
            isQueued.set(false); // a line that comes from now on queues it again
            return printed.take();
        }

        private void written() {
            metrics.dropped(printed.dropped());
            if (isClosed && !isQueued.get()) {
                done.complete(null);
            }
        }

        @Override
        public void close() {
            isClosed = true;
            if (printed.isUnused()) {
                return;
            }
            if (isQueued.compareAndSet(false, true)) {
                waiting.add(this); // its last lines may be on their way: this round tells when they are there
            }
            call();
            try {
                done.get(LONGEST_FLUSH.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                Log.debug("the last lines of a run are written later");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void call() {
        if (rounds != null) {
            rounds.call();
        }
    }
}
