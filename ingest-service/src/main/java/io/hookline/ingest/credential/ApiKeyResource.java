package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.auth.HookPath;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys (spec: auth, 5). A key is shown once, when it is made; its hash only to those who ask for it. */
@Path("/v1/apikeys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class ApiKeyResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int KEY_BYTES = 48;
    private static final String MASK = "********";
    private static final Set<String> ALWAYS_KEPT = Set.of("id");
    private static final Set<String> FIELDS =
            Set.of("id", "uid", "user", "key_hash", "enabled", "created_at", "metadata", "hooks");

    private final ApiKeys apiKeys;
    private final Clock clock;
    private final boolean masking;
    private final SecureRandom chance = new SecureRandom();

    ApiKeyResource(ApiKeys apiKeys, Clock clock, ApiConfig config) {
        this.apiKeys = apiKeys;
        this.clock = clock;
        this.masking = config.maskSecrets();
    }

    /** Oldest first, unless another order is asked for. */
    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        boolean showing = isShowing(query);
        ApiKeys.Page page = apiKeys.page(query.text("user"), query);
        return query.answer(page.keys().stream().map(key -> shown(key, showing)).toList(), page.total(), ALWAYS_KEPT);
    }

    @GET
    @Path("{idOrKey}")
    public ObjectNode one(@PathParam("idOrKey") String idOrKey, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), ListQuery.ALL);
        boolean showing = isShowing(query);
        return apiKeys.find(idOrKey)
                .map(key -> query.cut(shown(key, showing), ALWAYS_KEPT))
                .orElseThrow(
                        () -> new NotFoundException("ApiKey matching " + idOrKey + " for reference and id not found."));
    }

    /** With a hash no key is made: that is how keys move between installations. */
    @POST
    public Response add(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte @Nullable [] body,
            @Context SecurityContext caller) {
        ObjectNode wanted = RequestSchema.NEW_API_KEY.read(contentType, body);
        String hash = wanted.path("key_hash").asText("");
        String secret = hash.isEmpty() ? fresh() : null;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var key = new ApiKey(
                id(wanted, now),
                orElse(wanted.path("user").asText(""), caller.getUserPrincipal().getName()),
                secret == null ? hash : Secrets.apiKeyHash(secret),
                wanted.path("enabled").asBoolean(true),
                now,
                metadata(wanted),
                hooks(wanted));
        return switch (apiKeys.add(key)) {
            case ApiKeys.Addition.Added(var added) ->
                Response.status(Response.Status.CREATED)
                        .entity(shownOnce(added, secret))
                        .build();
            case ApiKeys.Addition.Taken(var other) -> throw new Conflict(other.id(), uid(key));
        };
    }

    /** Replaces all that may change; hash, id and age stay. A limit to hooks stays unless it is named: nothing widens unasked. */
    @PUT
    @Path("{idOrKey}")
    public ObjectNode replace(
            @PathParam("idOrKey") String idOrKey,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte @Nullable [] body,
            @Context UriInfo uri) {
        boolean showing = isShowing(ListQuery.of(uri.getQueryParameters(), ListQuery.ALL));
        ObjectNode wanted = RequestSchema.CHANGED_API_KEY.read(contentType, body);
        if (wanted.path("user").textValue().isEmpty()) {
            throw new BadRequestException("'user' is a required property");
        }
        ApiKey stored = apiKeys.find(idOrKey).orElseThrow(() -> noSuchKey(idOrKey));
        String hash = wanted.path("key_hash").asText("");
        if (!Set.of("", MASK, stored.keyHash()).contains(hash)) {
            throw new BadRequestException("Update of key_hash is not allowed.");
        }
        var replacement = new ApiKeys.Replacement(
                wanted.path("user").textValue(),
                wanted.path("enabled").asBoolean(true),
                metadata(wanted),
                !wanted.has("hooks"),
                hooks(wanted));
        return apiKeys.replace(stored.id(), replacement)
                .map(key -> shown(key, showing))
                .orElseThrow(() -> noSuchKey(idOrKey));
    }

    @DELETE
    @Path("{idOrKey}")
    public void delete(@PathParam("idOrKey") String idOrKey) {
        if (!apiKeys.delete(idOrKey)) {
            throw noSuchKey(idOrKey);
        }
    }

    private boolean isShowing(ListQuery query) {
        return query.flag("show_secrets").orElse(false) || !masking;
    }

    /** 384 random bits. */
    private String fresh() {
        byte[] random = new byte[KEY_BYTES];
        chance.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    private static String id(ObjectNode wanted, Instant now) {
        String given = wanted.path("id").asText("");
        if (!given.isEmpty() && !Ids.isId(given)) {
            throw new BadRequestException("Invalid id \"" + given + "\": an id has 24 hexadecimal digits");
        }
        return orElse(given, Ids.fresh(now));
    }

    private static ObjectNode metadata(ObjectNode wanted) {
        return wanted.path("metadata") instanceof ObjectNode given ? given : Json.object();
    }

    /** Null: good for everything. */
    private static @Nullable List<String> hooks(ObjectNode wanted) {
        return wanted.path("hooks") instanceof ArrayNode given
                ? given.valueStream()
                        .map(name -> HookPath.withoutOuterSlashes(name.textValue()))
                        .distinct()
                        .toList()
                : null;
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }

    private static NotFoundException noSuchKey(String idOrKey) {
        return new NotFoundException("ApiKey with key or id=" + idOrKey + " not found.");
    }

    private static ObjectNode shownOnce(ApiKey key, @Nullable String secret) {
        ObjectNode shown = shown(key, false);
        shown.remove("key_hash");
        return shown.put("key", secret);
    }

    private static ObjectNode shown(ApiKey key, boolean showing) {
        ObjectNode shown = Json.object()
                .put("id", key.id())
                .put("uid", showing ? uid(key) : MASK)
                .put("user", key.user())
                .put("key_hash", showing ? key.keyHash() : MASK)
                .put("enabled", key.enabled())
                .put("created_at", Json.TIME.format(key.createdAt()));
        if (key.hooks() != null) {
            key.hooks().forEach(shown.putArray("hooks")::add);
        }
        return shown.set("metadata", key.metadata());
    }

    private static String uid(ApiKey key) {
        return "api_key:" + key.keyHash();
    }
}
