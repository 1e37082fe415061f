package io.hookline.rules.trigger;

import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Lag;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this process has yet to judge: the batch in hand, and what waits behind it. */
@Singleton
public class Backlog {
    private static final String CHANNEL = "trigger-instances-in";

    private final Lag lag;
    private final Clock clock;
    private volatile @Nullable Instant oldestInHand;

    Backlog(Lag lag, Clock clock) {
        this.lag = lag;
        this.clock = clock;
    }

    /** These are being judged from now on; if that fails they are tried again, and stay in hand. */
    public void taken(List<TriggerInstance> batch) {
        oldestInHand = batch.stream()
                .map(TriggerInstance::occurrenceTime)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** What was in hand has been recorded. */
    public void settled() {
        oldestInHand = null;
    }

    Behind behind() {
        return new Behind(age(), lag.records(CHANNEL));
    }

    /** How long ago the oldest came that is being judged; empty: none is. */
    public Optional<Duration> age() {
        return Optional.ofNullable(oldestInHand).map(oldest -> Duration.between(oldest, clock.instant()));
    }
}
