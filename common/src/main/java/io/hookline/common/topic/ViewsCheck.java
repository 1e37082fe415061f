package io.hookline.common.topic;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Red until the views are read: a process that does not know all hooks and credentials must not answer. */
@Readiness
@Singleton
final class ViewsCheck implements HealthCheck {
    private final Views views;

    ViewsCheck(Views views) {
        this.views = views;
    }

    @Override
    public HealthCheckResponse call() {
        var unread = views.unread();
        return HealthCheckResponse.named("views")
                .status(unread.isEmpty())
                .withData("unread", String.join(",", unread))
                .build();
    }
}
