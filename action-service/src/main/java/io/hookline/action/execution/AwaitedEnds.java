package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for executions to come to rest: to their end, to a question, to a pause. What happens on this node is told at once, what happens on
 * others is found by one statement for all that is waited for.
 */
@Singleton
final class AwaitedEnds {
    private static final String AT_REST = "SELECT id FROM action.executions e WHERE id = ANY (?) AND "
            + ExecutionQuery.inState(Arrays.stream(ExecutionStatus.values())
                    .filter(ExecutionStatus::isAtRest)
                    .toList());

    private final ActionDatabase database;
    private final WorkerConfig config;
    private final Map<String, CompletableFuture<@Nullable Void>> awaited = new ConcurrentHashMap<>();
    private @Nullable Rounds rounds;

    AwaitedEnds(ActionDatabase database, WorkerConfig config) {
        this.database = database;
        this.config = config;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 800) StartupEvent event) {
        rounds = Rounds.start("awaited-ends", config.poll(), this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }

    /** Ends when the execution may have come to rest; who waits looks, and asks again if it has not. */
    CompletableFuture<@Nullable Void> of(String id) {
        return awaited.computeIfAbsent(id, any -> new CompletableFuture<>());
    }

    /** Nobody waits any more. */
    void forget(String id) {
        awaited.remove(id);
    }

    void told(Collection<String> ids) {
        if (awaited.isEmpty()) {
            return;
        }
        for (String id : ids) {
            CompletableFuture<@Nullable Void> waiting = awaited.remove(id);
            if (waiting != null) {
                waiting.complete(null);
            }
        }
    }

    private boolean look() {
        List<String> ids = List.copyOf(awaited.keySet());
        if (!ids.isEmpty()) {
            told(atRest(ids));
        }
        return false;
    }

    private List<String> atRest(List<String> ids) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(AT_REST)) {
                select.setArray(1, connection.createArrayOf("text", ids.toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    List<String> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                    return found;
                }
            }
        });
    }
}
