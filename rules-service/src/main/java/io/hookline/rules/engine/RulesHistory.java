package io.hookline.rules.engine;

import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.database.HistoryConfig;
import io.hookline.common.database.Partitions;
import io.hookline.common.database.StatementFailed;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.trigger.DeliveryKeys;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes the days ahead and drops the old ones, in each table that holds what happened; forgets old delivery keys and windows of throttles. */
@Singleton
class RulesHistory {
    private static final int DAYS_AHEAD = 7;
    private static final List<Partitions> TABLES = List.of(
            Partitions.byTime("rules.trigger_instances"),
            Partitions.byTime("rules.trigger_instance_payloads"),
            Partitions.byTime("rules.rule_enforcements"));

    private final RulesDatabase database;
    private final DeliveryKeys deliveryKeys;
    private final Throttles throttles;
    private final HistoryConfig history;
    private final RulesConfig config;
    private final Clock clock;
    private final ScheduledExecutorService hourly = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rules-history").daemon().factory());

    RulesHistory(
            RulesDatabase database,
            DeliveryKeys deliveryKeys,
            Throttles throttles,
            HistoryConfig history,
            RulesConfig config,
            Clock clock) {
        this.database = database;
        this.deliveryKeys = deliveryKeys;
        this.throttles = throttles;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    // Before messaging starts: once a day has rows in the default partition it can't get one of its own.
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        turnDays();
        hourly.scheduleWithFixedDelay(this::turn, 1, 1, TimeUnit.HOURS);
    }

    @PreDestroy
    void stop() {
        hourly.shutdownNow();
    }

    private void turn() {
        turnDays();
        trying(throttles::forget);
        trying(() -> deliveryKeys.forgetBefore(clock.instant().minus(config.keepDeliveryKeys())));
    }

    private void turnDays() {
        Instant now = clock.instant();
        for (Partitions table : TABLES) {
            trying(() -> database.write(transaction -> {
                table.makeAhead(transaction.connection(), now, DAYS_AHEAD);
                return table.dropBefore(transaction.connection(), now.minus(history.keep()));
            }));
        }
    }

    private static void trying(Runnable step) {
        try {
            step.run();
        } catch (DatabaseUnavailable | StatementFailed e) {
            // The default partition takes what comes meanwhile, and the next hour brings the next try.
            Log.warnf("history is not turned reason=%s", e.getMessage());
        }
    }
}
