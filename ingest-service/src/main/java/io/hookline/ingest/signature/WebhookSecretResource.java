package io.hookline.ingest.signature;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.WebhookSecret;
import io.hookline.common.secret.SecretBox;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What senders sign with. While a hook has such a secret, each POST there must be signed, with credentials or without. A secret is shown
 * once, in the answer to the request that brought or made it.
 */
@Path("/v1/webhooksecrets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class WebhookSecretResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int SECRET_BYTES = 32;
    private static final Set<String> ALWAYS_KEPT = Set.of("id");

    private final WebhookSecrets webhookSecrets;
    private final SecretBox box;
    private final Clock clock;
    private final SecureRandom chance = new SecureRandom();

    WebhookSecretResource(WebhookSecrets webhookSecrets, SecretBox box, Clock clock) {
        this.webhookSecrets = webhookSecrets;
        this.box = box;
        this.clock = clock;
    }

    /** Oldest first; {@code hook} filters. */
    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT);
        WebhookSecrets.Page page = webhookSecrets.page(query.text("hook"), query.limit(), query.offset());
        return query.answer(
                page.secrets().stream().map(WebhookSecretResource::shown).toList(), page.total(), ALWAYS_KEPT);
    }

    @GET
    @Path("{id}")
    public ObjectNode one(@PathParam("id") String id) {
        return webhookSecrets.find(id).map(WebhookSecretResource::shown).orElseThrow(() -> noSuch(id));
    }

    /** Without secrets one is made, unless it is for the sender to make. */
    @POST
    public Response add(byte @Nullable [] body) {
        WantedSecret wanted = WantedSecret.of(RequestBody.object(body == null ? new byte[0] : body));
        List<String> texts = wanted.secrets().isEmpty() ? List.of(fresh(wanted.kind())) : wanted.secrets();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        WebhookSecret secret = fact(Ids.fresh(now), wanted, keep(texts, List.of()), now);
        return switch (webhookSecrets.add(secret)) {
            case WebhookSecrets.Addition.Added() -> {
                Log.infof("webhook secret added hook=%s scheme=%s", secret.hook(), secret.scheme());
                yield Response.status(Response.Status.CREATED)
                        .entity(shown(secret, texts))
                        .build();
            }
            case WebhookSecrets.Addition.Taken(var other) ->
                throw new Conflict(other.id(), "webhook_secret:" + other.hook());
        };
    }

    /** Replaces all but hook and age. Without secrets those that are stored stay. */
    @PUT
    @Path("{id}")
    public ObjectNode replace(@PathParam("id") String id, byte @Nullable [] body) {
        WantedSecret wanted = WantedSecret.of(RequestBody.object(body == null ? new byte[0] : body));
        WebhookSecret changed =
                webhookSecrets.replace(id, stored -> changed(stored, wanted)).orElseThrow(() -> noSuch(id));
        Log.infof("webhook secret changed hook=%s scheme=%s", changed.hook(), changed.scheme());
        return wanted.secrets().isEmpty() ? shown(changed) : shown(changed, wanted.secrets());
    }

    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        if (!webhookSecrets.delete(id)) {
            throw noSuch(id);
        }
        Log.infof("webhook secret deleted id=%s", id);
    }

    private WebhookSecret changed(WebhookSecret stored, WantedSecret wanted) {
        if (!stored.hook().equals(wanted.hook())) {
            throw new BadRequestException("Update of hook is not allowed.");
        }
        boolean keeping = wanted.secrets().isEmpty() || wanted.secrets().contains(WantedSecret.MASK);
        if (keeping && !stored.scheme().equals(wanted.kind().text())) {
            throw new BadRequestException("Another scheme needs secrets of its own");
        }
        List<String> secrets = wanted.secrets().isEmpty() ? stored.secrets() : keep(wanted.secrets(), stored.secrets());
        return fact(stored.id(), wanted, secrets, stored.createdAt());
    }

    private static WebhookSecret fact(String id, WantedSecret wanted, List<String> secrets, Instant createdAt) {
        return new WebhookSecret(
                id,
                wanted.hook(),
                wanted.kind().text(),
                secrets,
                wanted.tolerance(),
                wanted.header(),
                wanted.algorithm(),
                wanted.encoding(),
                wanted.prefix(),
                createdAt);
    }

    /** Each mask stands for the next one that is stored. */
    private List<String> keep(List<String> texts, List<String> stored) {
        List<String> all = new ArrayList<>();
        int kept = 0;
        for (String text : texts) {
            if (!text.equals(WantedSecret.MASK)) {
                all.add(box.seal(TextNode.valueOf(text)).textValue());
            } else if (kept < stored.size()) {
                all.add(stored.get(kept++));
            } else {
                throw new BadRequestException(
                        "'secrets': no secret is stored that " + WantedSecret.MASK + " stands for");
            }
        }
        return all;
    }

    /** 256 random bits. */
    private String fresh(Kind kind) {
        if (kind.isSecretTheSenders()) {
            throw new BadRequestException("'secrets' is a required property: the sender makes them");
        }
        byte[] random = new byte[SECRET_BYTES];
        chance.nextBytes(random);
        return kind.asSecret(random);
    }

    private static NotFoundException noSuch(String id) {
        return new NotFoundException("WebhookSecret with id \"" + id + "\" not found.");
    }

    private static ObjectNode shown(WebhookSecret secret) {
        return shown(
                secret,
                secret.secrets().stream().map(stored -> WantedSecret.MASK).toList());
    }

    private static ObjectNode shown(WebhookSecret secret, List<String> texts) {
        ObjectNode shown = Json.tree(secret);
        ArrayNode secrets = shown.putArray("secrets");
        texts.forEach(secrets::add);
        return shown;
    }
}
