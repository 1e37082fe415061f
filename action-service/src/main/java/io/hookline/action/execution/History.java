package io.hookline.action.execution;

import io.hookline.action.ActionDatabase;
import io.hookline.common.database.HistoryConfig;
import io.hookline.common.database.Partitions;
import io.hookline.common.database.Rounds;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps partitions for the days to come, and executions for as long as the configuration says. */
@Singleton
final class History {
    private static final int DAYS_AHEAD = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);

    private static final List<Partitions> TABLES = List.of(
            Partitions.byId("action.executions"),
            Partitions.byId("action.execution_requests"),
            Partitions.byId("action.execution_results"),
            Partitions.byId("action.execution_output"),
            Partitions.byId("action.callbacks"),
            Partitions.byId("action.traces"),
            Partitions.byId("action.trace_instances"));

    private final ActionDatabase database;
    private final HistoryConfig config;
    private final SeenValues seenValues;
    private final ShortHistory shortHistory;
    private final Clock clock;
    private @Nullable Rounds rounds;

    History(
            ActionDatabase database,
            HistoryConfig config,
            SeenValues seenValues,
            ShortHistory shortHistory,
            Clock clock) {
        this.database = database;
        this.config = config;
        this.seenValues = seenValues;
        this.shortHistory = shortHistory;
        this.clock = clock;
    }

    /** Before the first record is taken: it would find no partition of its day. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        makeAhead();
        rounds = Rounds.start("history", BETWEEN_LOOKS, this::look);
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }

    private boolean look() {
        makeAhead();
        seenValues.prune();
        int dropped = database.write(transaction -> {
            int tables = 0;
            for (Partitions table : TABLES) {
                tables += table.dropBefore(
                        transaction.connection(), clock.instant().minus(config.keep()));
            }
            return tables;
        });
        if (dropped > 0) {
            Log.infof("history dropped partitions=%d", dropped);
        }
        return shortHistory.step();
    }

    private void makeAhead() {
        for (Partitions table : TABLES) {
            database.write(transaction -> {
                table.makeAhead(transaction.connection(), clock.instant(), DAYS_AHEAD);
                return table;
            });
        }
    }
}
