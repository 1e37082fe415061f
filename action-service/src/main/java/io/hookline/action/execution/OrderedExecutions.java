package io.hookline.action.execution;

import io.hookline.common.model.Ids;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds executions that a rule may only just have ordered: its enforcement tells their id when the order is on Kafka, a moment before it is
 * recorded here. So the miss of a young id is believed only after a while.
 */
@Singleton
final class OrderedExecutions {
    /** Ids tell the second of the event; orders are seldom this far behind it. */
    private static final Duration YOUNG = Duration.ofSeconds(60);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    private final Executions executions;
    private final Clock clock;

    OrderedExecutions(Executions executions, Clock clock) {
        this.executions = executions;
        this.clock = clock;
    }

    /**
     * @throws jakarta.ws.rs.NotFoundException if there is none
     */
    Execution existing(String id, boolean withResult) {
        Optional<Execution> found = Ids.isId(id) ? get(id, withResult) : Optional.empty();
        return found.orElseThrow(() -> ExecutionResource.unknown(id));
    }

    /** May block for two seconds: not for event loops. */
    Optional<Execution> get(String id, boolean withResult) {
        Optional<Execution> found = executions.get(id, withResult);
        Instant now = clock.instant();
        boolean isYoung =
                !Ids.time(id).isBefore(now.minus(YOUNG)) && !Ids.time(id).isAfter(now);
        Duration left = LONGEST_WAIT;
        Duration pause = FIRST_PAUSE;
        while (found.isEmpty() && isYoung && left.isPositive()) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
            left = left.minus(pause);
            pause = pause.multipliedBy(2).compareTo(left) < 0 ? pause.multipliedBy(2) : left;
            found = executions.get(id, withResult);
        }
        return found;
    }
}
