package io.hookline.action.execution;

import io.hookline.action.stream.EndWaiters;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Executions for those who wait for their end. Nobody holds more than a virtual thread meanwhile; and when many are woken at once they
 * read what they waited for a few at a time, for the pool of connections lets nobody wait long.
 */
@Singleton
final class EndedExecutions {
    private static final int AT_ONCE = 8;
    private static final long SOON = 1;

    private final EndWaiters waiters;
    private final Executions executions;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    EndedExecutions(EndWaiters waiters, Executions executions) {
        this.waiters = waiters;
        this.executions = executions;
    }

    /**
     * @return the execution when it has ended, or as it is when the time is over
     * @throws ServiceUnavailableException if too many wait already
     */
    Execution await(Execution running, Duration longest, boolean withResult) {
        waiters.awaitEnded(running.id(), longest)
                .orElseThrow(() -> new ServiceUnavailableException(
                        "Too many requests wait for executions, try again later.", SOON))
                .join();
        turns.acquireUninterruptibly();
        try {
            return executions.get(running.id(), withResult).orElse(running);
        } finally {
            turns.release();
        }
    }
}
