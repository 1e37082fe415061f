package io.hookline.ingest.credential;

import io.hookline.common.auth.Secrets;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Ids;
import io.hookline.ingest.IngestDatabase;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Makes sure that the first API key of an installation exists. Not ready until then, if there is one to be made sure of. */
@Singleton
@Readiness
final class Bootstrap implements HealthCheck {
    private static final int PAUSE_MILLIS = 1000;

    private final BootstrapConfig config;
    private final IngestDatabase database;
    private final ApiKeys apiKeys;
    private final Clock clock;
    private volatile boolean isDone;
    private @Nullable Thread thread;

    Bootstrap(BootstrapConfig config, IngestDatabase database, ApiKeys apiKeys, Clock clock) {
        this.config = config;
        this.database = database;
        this.apiKeys = apiKeys;
        this.clock = clock;
        this.isDone = config.apiKey().isEmpty();
    }

    void start(@Observes StartupEvent start) {
        config.apiKey()
                .ifPresent(key ->
                        thread = Thread.ofPlatform().name("bootstrap").daemon().start(() -> ensure(key)));
    }

    void stop(@Observes ShutdownEvent stop) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("bootstrap").status(isDone).build();
    }

    private void ensure(String key) {
        try {
            database.awaitMigrated();
            while (!isDone) {
                isDone = isAdded(key);
                if (!isDone) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAdded(String key) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var wanted = new ApiKey(Ids.fresh(now), config.user(), Secrets.apiKeyHash(key), true, now, Json.object());
        try {
            switch (apiKeys.add(wanted)) {
                case ApiKeys.Addition.Added added -> Log.infof("first API key made user=%s", config.user());
                case ApiKeys.Addition.Taken taken -> Log.debugf("first API key was there user=%s", config.user());
            }
            return true;
        } catch (DatabaseUnavailable e) {
            Log.debugf("first API key waits for the database reason=%s", e.getMessage());
            return false;
        }
    }
}
