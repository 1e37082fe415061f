package io.hookline.common.start;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The wall clock, passed in so that decisions can be tested at any time. */
final class ClockProducer {
    private ClockProducer() {}

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }
}
