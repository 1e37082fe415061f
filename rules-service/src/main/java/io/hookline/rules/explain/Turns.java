package io.hookline.rules.explain;

import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Lets only so many questions at once look through many rules or events, so that judging never waits for people who ask why. */
@Singleton
class Turns {
    private static final int AT_ONCE = 2;
    private static final long SOON = 1;

    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * @throws ServiceUnavailableException if so many are at it already
     */
    <T> T take(Supplier<T> question) {
        if (!free.tryAcquire()) {
            throw new ServiceUnavailableException("Too many explanations are being worked out, try again later.", SOON);
        }
        try {
            return question.get();
        } finally {
            free.release();
        }
    }
}
