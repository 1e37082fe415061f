package io.hookline.action.execution;

import io.hookline.common.database.Rounds;
import io.hookline.common.database.StatementFailed;
import io.hookline.common.json.Json;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Ends that wait to be written, several in one transaction: while one is under way the next gather. Their number is bounded by the
 * {@link Slots}.
 */
final class Endings implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final long LARGEST_STATEMENT = 4_000_000;

    private final Claims claims;
    private final ActionMetrics metrics;
    private final LinkedBlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final Rounds rounds;
    private List<Waiting> unwritten = List.of();

    Endings(Claims claims, ActionMetrics metrics, WorkerConfig config) {
        this.claims = claims;
        this.metrics = metrics;
        this.rounds = Rounds.start("worker-endings", config.poll(), this::write);
    }

    /**
     * @param written called when it need not be kept any longer
     */
    void add(Ending ending, Runnable written) {
        waiting.add(new Waiting(ending, written));
        rounds.call();
    }

    private boolean write() {
        if (unwritten.isEmpty()) {
            unwritten = next();
        }
        if (!unwritten.isEmpty()) {
            write(unwritten.stream().map(Waiting::ending).toList());
            unwritten.forEach(end -> end.written().run());
            unwritten = List.of();
        }
        return !waiting.isEmpty();
    }

    /** As many as fit into a statement of moderate size; at least one, if there is one. */
    private List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        long size = 0;
        while (next.size() < AT_ONCE && size < LARGEST_STATEMENT) {
            Waiting end = waiting.poll();
            if (end == null) {
                break;
            }
            next.add(end);
            size += end.ending().json().length();
        }
        return next;
    }

    private void write(List<Ending> endings) {
        try {
            count(endings, claims.finish(endings));
        } catch (StatementFailed e) {
            if (endings.size() > 1) {
                endings.forEach(ending -> write(List.of(ending)));
            } else {
                withoutResult(endings.get(0), e);
            }
        }
    }

    /** A result that can't be stored must not keep its execution from ending. */
    private void withoutResult(Ending ending, StatementFailed failure) {
        Log.errorf(
                failure, "result can't be stored execution=%s", ending.claim().id());
        var told = Json.object().put("error", "The result could not be stored.");
        List<Ending> bare = List.of(Ending.of(ending.claim(), ending.status(), told, ending.at()));
        count(bare, claims.finish(bare));
    }

    private void count(List<Ending> endings, Map<String, ExecutionStatus> taken) {
        taken.values().forEach(metrics::finished);
        if (taken.size() < endings.size()) {
            metrics.fenced(endings.size() - taken.size());
            endings.stream()
                    .filter(ending -> !taken.containsKey(ending.claim().id()))
                    .forEach(ending -> Log.warnf(
                            "end came too late and changes nothing execution=%s attempt=%d",
                            ending.claim().id(), ending.claim().attempt()));
        }
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** An end, and whom to tell that it is written. */
    private record Waiting(Ending ending, Runnable written) {}
}
