package io.hookline.common.auth;

import io.hookline.common.api.Fault;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Token;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks every resource method for credentials unless it is {@link OpenToAll}, or {@link OpenToSigned} and expects a signature instead. Runs when the path is matched, so an unknown path is 404
 * without them. A credential that is not known is looked for once more after the view has caught up: what another node has handed out
 * counts here at once.
 */
@Singleton
public final class CredentialsFilter {
    private static final String COOKIE = "auth-token";
    private static final String NOTHING_SHOWN = "Unauthorized - One of Token or API key required.";

    private final TopicView<Credential> view;
    private final TopicView.Index<Credential> byHash;
    private final Instance<SignedSenders> signedSenders;
    private final Clock clock;

    CredentialsFilter(Views views, Instance<SignedSenders> signedSenders, Clock clock) {
        this.signedSenders = signedSenders;
        this.view = views.credentials();
        this.byHash = view.indexedBy(credential -> Stream.of(credential.hash()));
        this.clock = clock;
    }

    /** Makes this bean, and with it the view, at the start. */
    void start(@Observes StartupEvent event) {}

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<@Nullable Response> check(
            ContainerRequestContext request, ResourceInfo resource, HttpServerRequest connection) {
        if (resource.getResourceMethod().isAnnotationPresent(OpenToAll.class)) {
            return Uni.createFrom().nullItem();
        }
        Optional<ShownCredential> shown = ShownCredential.in(request);
        if (shown.isEmpty()) {
            return resource.getResourceMethod().isAnnotationPresent(OpenToSigned.class)
                    ? withoutCredentials(connection)
                    : refused(NOTHING_SHOWN);
        }
        Optional<Credential> known = find(shown.get());
        if (known.isPresent()) {
            return decide(request, shown.get(), known);
        }
        return view.caughtUp().flatMap(nothing -> decide(request, shown.get(), find(shown.get())));
    }

    /** Let through only to be judged by its signature: the resource has no principal then. */
    private Uni<@Nullable Response> withoutCredentials(HttpServerRequest connection) {
        if (!signedSenders.isResolvable()) {
            return refused(NOTHING_SHOWN);
        }
        return signedSenders
                .get()
                .areExpectedBy(connection)
                .flatMap(expected -> expected ? Uni.createFrom().nullItem() : refused(NOTHING_SHOWN));
    }

    /** The web interface's streams and file links carry only this cookie. */
    @ServerResponseFilter
    public void remember(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() >= Response.Status.BAD_REQUEST.getStatusCode()
                || !(request.getSecurityContext() instanceof Authenticated caller)
                || !caller.shown().isRemembered()) {
            return;
        }
        Instant expiry = caller.principal().tokenExpiry();
        if (expiry != null) {
            response.getHeaders()
                    .add(
                            HttpHeaders.SET_COOKIE,
                            new NewCookie.Builder(COOKIE)
                                    .value(caller.shown().secret())
                                    .path("/")
                                    .maxAge((int) Duration.between(clock.instant(), expiry)
                                            .toSeconds())
                                    .expiry(Date.from(expiry))
                                    .secure(true)
                                    .httpOnly(true)
                                    .sameSite(NewCookie.SameSite.LAX)
                                    .build());
        }
    }

    private Optional<Credential> find(ShownCredential shown) {
        return byHash.get(shown.hash()).stream().filter(shown::isOfKind).findFirst();
    }

    private Uni<@Nullable Response> decide(
            ContainerRequestContext request, ShownCredential shown, Optional<Credential> known) {
        if (known.isEmpty()) {
            return refused(
                    shown.kind() == Caller.Kind.TOKEN
                            ? "Unauthorized"
                            : "Unauthorized - ApiKey with key_hash=" + shown.hash() + " not found.");
        }
        return switch (known.get()) {
            case Token token
            when !token.expiry().isAfter(clock.instant()) -> refused("Unauthorized - Token has expired.");
            case ApiKey key when !key.enabled() -> refused("Unauthorized - API key is disabled.");
            case Token token -> admitted(request, shown, token.user(), token.expiry());
            case ApiKey key -> admitted(request, shown, key.user(), null);
        };
    }

    private static Uni<@Nullable Response> admitted(
            ContainerRequestContext request, ShownCredential shown, String user, @Nullable Instant expiry) {
        request.setSecurityContext(new Authenticated(new Caller(user, shown.kind(), shown.location(), expiry), shown));
        return Uni.createFrom().nullItem();
    }

    private static Uni<@Nullable Response> refused(String text) {
        return Uni.createFrom().item(Fault.answer(Response.Status.UNAUTHORIZED.getStatusCode(), text));
    }

    private record Authenticated(Caller principal, ShownCredential shown) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        // Without role-based access control every user is an administrator (spec: auth).
        @Override
        public boolean isUserInRole(String role) {
            return true;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return shown.kind().name();
        }
    }
}
