package io.hookline.common.auth;

import io.hookline.common.auth.Admission.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What every service counts about credentials: {@code credentials.refused{reason}}. */
@Singleton
class AuthMetrics {
    private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);

    AuthMetrics(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            refused.put(
                    reason,
                    registry.counter(
                            "credentials.refused", "reason", reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    void refused(Reason reason) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
