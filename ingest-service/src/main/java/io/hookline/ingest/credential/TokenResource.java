package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.api.Fault;
import io.hookline.common.auth.OpenToAll;
import io.hookline.common.json.Json;
import io.hookline.common.model.Token;
import io.hookline.ingest.webhook.IngestMetrics;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Logging in (spec: auth, 4). */
@Path("/auth/v1")
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    private static final long RETRY_AFTER_SECONDS = 5;
    private static final long LONGEST_WAIT_SECONDS = 10;

    /** More than these would hold worker threads that others need. */
    private static final int MOST_WAITING = 16;

    private final Htpasswd htpasswd;
    private final Tokens tokens;
    private final IngestMetrics metrics;
    private final Duration maxTtl;
    private final String apiUrl;

    /** Checking a password is work for a whole core; half of them stay free for everything else, whoever knocks. */
    private final Semaphore checks =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    TokenResource(Htpasswd htpasswd, Tokens tokens, IngestMetrics metrics, CredentialConfig config, ApiConfig api) {
        this.htpasswd = htpasswd;
        this.tokens = tokens;
        this.metrics = metrics;
        this.maxTtl = config.tokenTtl();
        this.apiUrl = api.url();
    }

    /** The body is checked first, then the password, then what only its owner may be told. */
    @POST
    @Path("tokens")
    @OpenToAll
    @Blocking
    public Response make(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte @Nullable [] body) {
        TokenRequest request = TokenRequest.of(RequestSchema.TOKEN.read(contentType, body));
        Optional<BasicCredentials> given = BasicCredentials.in(authorization).filter(this::isRight);
        if (given.isEmpty()) {
            metrics.tokenRefused();
            return Fault.answer(Response.Status.UNAUTHORIZED.getStatusCode(), "Invalid or missing credentials");
        }
        if (request.forAnother()) {
            throw new BadRequestException("Current user is not a service and cannot request impersonated tokens");
        }
        Duration ttl = request.ttl().orElse(maxTtl);
        if (ttl.compareTo(maxTtl) > 0) {
            throw new BadRequestException(
                    "TTL specified " + ttl.toSeconds() + " is greater than max allowed " + maxTtl.toSeconds() + ".");
        }
        Tokens.Issued issued = tokens.issue(given.get().user(), ttl);
        metrics.tokenMade();
        return Response.status(Response.Status.CREATED)
                .header("X-API-URL", apiUrl)
                .entity(shown(issued))
                .build();
    }

    /** Whether a token counts. */
    @POST
    @Path("tokens/validate")
    @RunOnVirtualThread
    public ObjectNode validate(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte @Nullable [] body) {
        JsonNode token = RequestSchema.TOKEN_TO_VALIDATE.read(contentType, body).path("token");
        if (!token.isTextual() || token.textValue().isEmpty()) {
            throw new BadRequestException("Token is not provided.");
        }
        return Json.object().put("valid", tokens.isValid(token.textValue()));
    }

    /** Login pages ask; there is none (spec: auth, 4). */
    @GET
    @Path("sso")
    @OpenToAll
    @NonBlocking
    public ObjectNode sso() {
        return Json.object().put("enabled", false);
    }

    private boolean isRight(BasicCredentials given) {
        try {
            if (checks.getQueueLength() >= MOST_WAITING || !checks.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
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

    private static ObjectNode shown(Tokens.Issued issued) {
        Token token = issued.token();
        ObjectNode shown = Json.object()
                .put("id", token.id())
                .put("user", token.user())
                .put("token", issued.secret())
                .put("expiry", Json.TIME.format(token.expiry()))
                .put("service", false);
        return shown.set("metadata", token.metadata());
    }
}
