package io.hookline.action.key;

import io.hookline.common.database.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Removes keys whose time is over: nobody sees them any more, but that they went has to be raised. It runs on every node. */
@Singleton
final class KeyExpiry {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final Keys keys;
    private @Nullable Rounds rounds;

    KeyExpiry(Keys keys) {
        this.keys = keys;
    }

    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 900) StartupEvent event) {
        rounds = Rounds.start("key-expiry", INTERVAL, keys::removeExpired);
    }

    void stop(@Observes ShutdownEvent event) {
        if (rounds != null) {
            rounds.close();
        }
    }
}
