package io.hookline.ingest.credential;

import io.hookline.common.log.LogLimit;
import io.hookline.common.network.Networks;
import io.hookline.ingest.webhook.IngestMetrics;
import io.hookline.ingest.webhook.IngestMetrics.LoginRefusal;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out who asks for a token, in the way that the mode says. */
@Singleton
class Logins {
    private static final long RETRY_AFTER_SECONDS = 5;
    private static final long LONGEST_WAIT_SECONDS = 10;
    private static final int LONGEST_ADDRESS = 200;

    /** More than these would hold worker threads that others need. */
    private static final int MOST_WAITING = 16;

    private final CredentialConfig.Mode mode;
    private final FrontEnd frontEnd;
    private final Htpasswd htpasswd;
    private final IngestMetrics metrics;
    private final LogLimit refusals = new LogLimit();

    /** Checking a password is work for a whole core; half of them stay free for everything else, whoever knocks. */
    private final Semaphore checks =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    Logins(CredentialConfig config, Htpasswd htpasswd, IngestMetrics metrics) {
        this.mode = config.mode();
        this.frontEnd = new FrontEnd(trusted(config));
        this.htpasswd = htpasswd;
        this.metrics = metrics;
    }

    /** Makes this bean at the start: what is wrong with its settings is said then. */
    void start(@Observes StartupEvent event) {
        if (mode == CredentialConfig.Mode.PROXY) {
            Log.info("tokens are made for whom a front end names in X-Forwarded-User");
        }
    }

    /**
     * Slow; empty: refused, counted and logged.
     *
     * @throws ServiceUnavailableException if too many passwords are being checked
     */
    Optional<String> caller(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        return switch (mode) {
            case STANDALONE -> byPassword(authorization, peer(request));
            case PROXY -> byFrontEnd(request, authorization);
        };
    }

    private Optional<String> byPassword(@Nullable String authorization, @Nullable String peer) {
        Optional<BasicCredentials> given = BasicCredentials.in(authorization).filter(this::isRight);
        if (given.isEmpty()) {
            refused(LoginRefusal.CREDENTIALS, peer);
        }
        return given.map(BasicCredentials::user);
    }

    private Optional<String> byFrontEnd(HttpServerRequest request, @Nullable String authorization) {
        String peer = peer(request);
        return switch (frontEnd.caller(peer, request.headers().getAll("X-Forwarded-User"), authorization)) {
            case FrontEnd.Outcome.Named(var user) -> Optional.of(user);
            case FrontEnd.Outcome.Nobody() -> {
                refused(LoginRefusal.CREDENTIALS, request.getHeader("X-Forwarded-For"));
                yield Optional.empty();
            }
            case FrontEnd.Outcome.Stranger() -> {
                refused(LoginRefusal.STRANGER, peer);
                yield Optional.empty();
            }
        };
    }

    private boolean isRight(BasicCredentials given) {
        try {
            if (checks.getQueueLength() >= MOST_WAITING || !checks.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                metrics.tokenRefused(LoginRefusal.BUSY);
                throw new ServiceUnavailableException("Too many logins at a time", RETRY_AFTER_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceUnavailableException("The service is stopping", RETRY_AFTER_SECONDS);
        }
        try {
            return htpasswd.accepts(given);
        } finally {
            checks.release();
        }
    }

    /** Names are not logged: people type their password there. */
    private void refused(LoginRefusal reason, @Nullable String address) {
        metrics.tokenRefused(reason);
        refusals.tell(heldBack ->
                Log.warnf("login refused reason=%s address=%s held_back=%d", reason, shortened(address), heldBack));
    }

    private static String shortened(@Nullable String address) {
        String text = String.valueOf(address);
        return text.substring(0, Math.min(text.length(), LONGEST_ADDRESS));
    }

    /** Who is at the other end of the connection, whatever headers say. */
    private static @Nullable String peer(HttpServerRequest request) {
        return request.connection().remoteAddress().hostAddress();
    }

    private static Networks trusted(CredentialConfig config) {
        try {
            return new Networks(config.trustedProxies());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("hookline.auth.trusted-proxies: " + e.getMessage(), e);
        }
    }
}
