package io.hookline.rules.trigger;

import io.hookline.common.database.Waiters;
import io.hookline.rules.RulesConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who waits for trigger instances to be judged. The batch that records an instance on this node wakes them. */
@Singleton
public class JudgementWaiters {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Waiters waiters;

    JudgementWaiters(TriggerInstances instances, RulesConfig config) {
        this.waiters = new Waiters("trigger-instance-waiters", POLL, config.mostWaiting(), instances::judgedAmong);
    }

    void start(@Observes StartupEvent event) {
        waiters.start();
    }

    void stop(@Observes ShutdownEvent event) {
        waiters.stop();
    }

    /**
     * Begins to wait at once; looks at the database, so not for event loops.
     *
     * @return ends when the instance is judged or {@code longest} is over, on a thread that may block; empty if too many wait already
     */
    Optional<Uni<@Nullable Void>> awaitJudged(String id, Duration longest) {
        return waiters.await(id, longest)
                .map(judged -> Uni.createFrom().completionStage(judged).emitOn(Infrastructure.getDefaultWorkerPool()));
    }

    /** These have been judged, and it is recorded. */
    public void wake(Collection<String> judged) {
        waiters.wake(judged);
    }

    public int waiting() {
        return waiters.waiting();
    }
}
