package io.hookline.rules.engine;

import io.hookline.common.database.Rounds;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks about once a second for windows that are over, on every node; what is held in one of them is enforced by one of the nodes. */
@Singleton
final class HeldRelease {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final HeldMatches held;
    private final RulesMetrics metrics;
    private @Nullable Rounds rounds;

    HeldRelease(HeldMatches held, RulesMetrics metrics) {
        this.held = held;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        rounds = Rounds.start("throttles", INTERVAL, () -> {
            HeldMatches.Released released = held.release();
            metrics.released(released.succeeded(), released.failed());
            return released.more();
        });
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.close();
        }
    }
}
