package io.hookline.common.auth;

import io.hookline.common.api.Fault;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.topic.TopicView;
import io.hookline.common.topic.Views;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.reflect.Method;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Asks every resource method for credentials unless it is {@link OpenToAll}, or {@link OpenToSigned} and expects a signature instead.
 * Runs when the path is matched, so an unknown path is 404 without them. A credential that is not known is looked for once more after
 * the view has caught up: what another node has handed out counts here at once.
 */
@Singleton
public final class CredentialsFilter {
    static final String COOKIE = "auth-token";

    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern(
                    "EEE, dd-MMM-uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final TopicView<Credential> view;
    private final TopicView.Index<Credential> byHash;
    private final Provider<ExecutionTokens> executionTokens;
    private final Clock clock;
    private final Instance<SignedSenders> signedSenders;
    private final CookieConfig cookies;
    private final AuthMetrics metrics;

    /**
     * @param executionTokens whose key is known only when the application runs, and filters are made before
     */
    CredentialsFilter(
            Views views,
            Provider<ExecutionTokens> executionTokens,
            Instance<SignedSenders> signedSenders,
            Clock clock,
            CookieConfig cookies,
            AuthMetrics metrics) {
        this.executionTokens = executionTokens;
        this.signedSenders = signedSenders;
        this.view = views.credentials();
        this.byHash = view.indexedBy(credential -> Stream.of(credential.hash()));
        this.clock = clock;
        this.cookies = cookies;
        this.metrics = metrics;
    }

    /** Makes this bean, and with it the views, at the start. */
    void start(@Observes StartupEvent event) {
        executionTokens.get();
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<@Nullable Response> check(
            ContainerRequestContext request, ResourceInfo resource, HttpServerRequest connection) {
        Method method = resource.getResourceMethod();
        if (method.isAnnotationPresent(OpenToAll.class)) {
            return Uni.createFrom().nullItem();
        }
        Optional<ShownCredential> shown = ShownCredential.in(request);
        if (shown.isEmpty()) {
            return method.isAnnotationPresent(OpenToSigned.class)
                    ? withoutCredentials(request, connection)
                    : nothingShown(request);
        }
        Supplier<Optional<String>> hook = () -> hook(method, connection);
        Optional<Credential> known = find(shown.get());
        if (known.isPresent()) {
            return decide(request, shown.get(), known, hook);
        }
        return view.caughtUp().flatMap(nothing -> decide(request, shown.get(), find(shown.get()), hook));
    }

    /** Let through only to be judged by its signature: the resource has no principal then. */
    private Uni<@Nullable Response> withoutCredentials(ContainerRequestContext request, HttpServerRequest connection) {
        if (!signedSenders.isResolvable()) {
            return nothingShown(request);
        }
        return signedSenders
                .get()
                .areExpectedBy(connection)
                .flatMap(expected -> expected ? Uni.createFrom().nullItem() : nothingShown(request));
    }

    private Uni<@Nullable Response> nothingShown(ContainerRequestContext request) {
        return answer(request, Admission.nothingShown(), Optional.empty());
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
                    .add(HttpHeaders.SET_COOKIE, cookie(caller.shown().secret(), expiry));
        }
    }

    /** As the original spells it (spec: auth, 2). */
    private String cookie(String token, Instant expiry) {
        return COOKIE + "=" + token
                + "; Max-Age=" + Duration.between(clock.instant(), expiry).toSeconds()
                + "; Path=/; expires=" + EXPIRY.format(expiry)
                + (cookies.secure() ? "; secure" : "")
                + "; HttpOnly"
                + switch (cookies.sameSite()) {
                    case STRICT -> "; SameSite=strict";
                    case LAX -> "; SameSite=lax";
                    case NONE -> "; SameSite=none";
                    case UNSET -> "";
                };
    }

    private Optional<Credential> find(ShownCredential shown) {
        return byHash.get(shown.hash()).stream()
                .filter(shown::isOfKind)
                .findFirst()
                .or(() -> ofExecution(shown));
    }

    private Optional<Credential> ofExecution(ShownCredential shown) {
        return shown.kind() == Caller.Kind.TOKEN
                ? executionTokens.get().read(shown.secret()).map(Credential.class::cast)
                : Optional.empty();
    }

    /** A path whose encoding is broken names no hook; the door tells those who may knock what is wrong with it. */
    private static Optional<String> hook(Method method, HttpServerRequest connection) {
        try {
            return method.isAnnotationPresent(TakesLimitedKeys.class)
                    ? Optional.of(HookPath.name(connection.path()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Which hook it is for is only read from the path where a key is limited to some. */
    private Uni<@Nullable Response> decide(
            ContainerRequestContext request,
            ShownCredential shown,
            Optional<Credential> known,
            Supplier<Optional<String>> hook) {
        boolean isLimited = known.filter(credential -> credential instanceof ApiKey key && key.hooks() != null)
                .isPresent();
        Optional<String> posted = isLimited ? hook.get() : Optional.empty();
        return answer(request, Admission.of(shown, known, clock.instant(), posted), Optional.of(shown));
    }

    private Uni<@Nullable Response> answer(
            ContainerRequestContext request, Admission admission, Optional<ShownCredential> shown) {
        return switch (admission) {
            case Admission.Admitted(var caller) -> {
                request.setSecurityContext(new Authenticated(caller, shown.orElseThrow()));
                yield Uni.createFrom().nullItem();
            }
            case Admission.Refused(var reason, var fault) -> {
                metrics.refused(reason);
                Response.Status status =
                        reason == Admission.Reason.LIMITED ? Response.Status.FORBIDDEN : Response.Status.UNAUTHORIZED;
                yield Uni.createFrom().item(Fault.answer(status.getStatusCode(), fault));
            }
        };
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
