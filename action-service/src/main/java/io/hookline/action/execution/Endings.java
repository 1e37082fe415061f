package io.hookline.action.execution;

import io.hookline.common.database.Rounds;
import io.hookline.common.database.StatementFailed;
import io.hookline.common.json.Json;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Ends that wait to be written, several in one transaction: while one is under way the next gather. Its bound is that of the slots,
 * for a slot is free only when the end is written.
 */
final class Endings implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final long LARGEST_STATEMENT = 4_000_000;

    private final Claims claims;
    private final ActionMetrics metrics;
    private final Consumer<List<Ending>> written;
    private final LinkedBlockingQueue<Ending> waiting = new LinkedBlockingQueue<>();
    private final Rounds rounds;
    private List<Ending> unwritten = List.of();

    /**
     * @param written told of those that need not be kept any longer
     */
    Endings(Claims claims, ActionMetrics metrics, WorkerConfig config, Consumer<List<Ending>> written) {
        this.claims = claims;
        this.metrics = metrics;
        this.written = written;
        this.rounds = Rounds.start("worker-endings", config.poll(), this::write);
    }

    void add(Ending ending) {
        waiting.add(ending);
        rounds.call();
    }

    private boolean write() {
        if (unwritten.isEmpty()) {
            unwritten = next();
        }
        if (!unwritten.isEmpty()) {
            write(unwritten);
            written.accept(unwritten);
            unwritten = List.of();
        }
        return !waiting.isEmpty();
    }

    /** As many as fit into a statement of moderate size; at least one, if there is one. */
    private List<Ending> next() {
        List<Ending> next = new ArrayList<>();
        long size = 0;
        while (next.size() < AT_ONCE && size < LARGEST_STATEMENT) {
            Ending ending = waiting.poll();
            if (ending == null) {
                break;
            }
            next.add(ending);
            size += ending.json().length();
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
}
