package io.hookline.action.pack;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/**
 * Lays out the packs that are delivered, and registers all packs on the search path, before the first request. What can't be registered
 * is said and passed over. Rules and trigger types of packs are read by their owner at its own start (docs/decisions/0022).
 */
@Singleton
final class PacksAtStart {
    private final PackFolders folders;
    private final Registration registration;
    private final PackMetrics metrics;

    PacksAtStart(PackFolders folders, Registration registration, PackMetrics metrics) {
        this.folders = folders;
        this.registration = registration;
        this.metrics = metrics;
    }

    /** After the runner types are there. */
    void register(@Observes @Priority(Interceptor.Priority.APPLICATION + 950) StartupEvent event) {
        StockPacks.layOut(folders);
        Registration.Registered registered =
                metrics.measured(() -> registration.register(RegistrationRequest.atStart(), Optional.empty()));
        registered.faults().forEach(fault -> Log.warnf("not registered reason=%s", fault));
        Log.infof(
                "packs registered folder=%s counts=%s unusable=%d",
                folders.home(), registered.counts(), registered.faults().size());
    }
}
