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
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logging in (spec: auth, 4). */
@Path("/auth/v1")
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {
    private final Logins logins;
    private final Impersonation impersonation;
    private final Users users;
    private final Tokens tokens;
    private final IngestMetrics metrics;
    private final Duration maxTtl;
    private final String apiUrl;

    TokenResource(
            Logins logins, Users users, Tokens tokens, IngestMetrics metrics, CredentialConfig config, ApiConfig api) {
        this.logins = logins;
        this.users = users;
        this.impersonation = new Impersonation(Set.copyOf(config.serviceUsers().orElse(List.of())), config.nicknames());
        this.tokens = tokens;
        this.metrics = metrics;
        this.maxTtl = config.tokenTtl();
        this.apiUrl = api.url();
    }

    /** The body is checked first, then who asks, then what only he may be told. */
    @POST
    @Path("tokens")
    @OpenToAll
    @Blocking
    public Response make(
            @Context HttpServerRequest connection,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte @Nullable [] body) {
        TokenRequest request = TokenRequest.of(RequestSchema.TOKEN.read(contentType, body));
        Optional<String> caller = logins.caller(connection);
        if (caller.isEmpty()) {
            return Fault.answer(Response.Status.UNAUTHORIZED.getStatusCode(), "Invalid or missing credentials");
        }
        String user = switch (impersonation.of(caller.get(), request, users::isKnown)) {
            case Impersonation.Outcome.For(var whom) -> whom;
            case Impersonation.Outcome.Refused(var fault) -> throw new BadRequestException(fault);
        };
        Duration ttl = request.ttl().orElse(maxTtl);
        if (ttl.compareTo(maxTtl) > 0) {
            throw new BadRequestException(
                    "TTL specified " + ttl.toSeconds() + " is greater than max allowed " + maxTtl.toSeconds() + ".");
        }
        Tokens.Issued issued = tokens.issue(user, ttl);
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
