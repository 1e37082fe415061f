package io.hookline.action.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.datastore.DatastoreKey;
import io.hookline.common.model.KeyValuePair;
import io.hookline.expressions.template.KeyCipher;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v1/keys} (spec: packs-and-datastore, 3). */
@Path("/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class KeyResource {
    private static final int DEFAULT_LIMIT = 100;

    private static final int LONGEST_NAME_BYTES = 1024;

    /** Names of keys that one line of the log tells at most. */
    private static final int MOST_NAMES = 100;

    private static final Map<String, Comparator<KeyValuePair>> ORDERS = Map.of(
            "name", Comparator.comparing(KeyValuePair::name),
            "id", Comparator.comparing(KeyValuePair::id),
            "scope", Comparator.comparing(KeyValuePair::scope));

    /** The system's before the users'. */
    private static final Comparator<KeyValuePair> ORDER =
            Comparator.comparing(KeyValuePair::scope).thenComparing(KeyValuePair::name);

    private final Keys keys;
    private final DatastoreKey key;

    KeyResource(Keys keys, DatastoreKey key) {
        this.keys = keys;
        this.key = key;
    }

    @GET
    public Response list(@Context UriInfo uri, @Context SecurityContext security) {
        ListQuery query = ListQuery.ofWhole(uri.getQueryParameters(), DEFAULT_LIMIT);
        String caller = security.getUserPrincipal().getName();
        boolean own = isOwn(query, caller);
        KeyScope scope = query.text("scope")
                .map(text -> KeyScope.of(text)
                        .orElseThrow(() -> new BadRequestException("Invalid scope: " + KeyScope.full(text))))
                .orElse(KeyScope.SYSTEM);
        List<KeyValuePair> found = keys.all().stream()
                .filter(pair -> isIn(own ? KeyScope.USER : scope, caller, pair))
                .filter(pair -> matches(query, pair))
                .sorted(order(query))
                .toList();
        List<KeyValuePair> page = found.stream()
                .skip(query.offset())
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .toList();
        return query.answer(
                shown(page, query.flag("decrypt").orElse(false), caller), found.size(), Set.of("id", "name"));
    }

    private static boolean isIn(KeyScope scope, String caller, KeyValuePair pair) {
        return switch (scope) {
            case SYSTEM -> pair.user() == null;
            case USER -> caller.equals(pair.user());
            case ALL -> pair.user() == null || caller.equals(pair.user());
        };
    }

    private static boolean matches(ListQuery query, KeyValuePair pair) {
        List<String> ids = query.texts("id");
        return query.text("name").map(pair.name()::equals).orElse(true)
                && query.text("prefix").map(pair.name()::startsWith).orElse(true)
                && (ids.isEmpty() || ids.contains(pair.id()));
    }

    private static Comparator<KeyValuePair> order(ListQuery query) {
        return query.sort(ORDERS.keySet()).stream()
                .flatMap(asked -> Stream.ofNullable(ORDERS.get(asked.key()))
                        .map(order -> asked.descending() ? order.reversed() : order))
                .reduce(Comparator::thenComparing)
                .map(asked -> asked.thenComparing(ORDER))
                .orElse(ORDER);
    }

    @GET
    @Path("{name:.+}")
    public ObjectNode get(@PathParam("name") String name, @Context UriInfo uri, @Context SecurityContext security) {
        ListQuery query = ListQuery.ofWhole(uri.getQueryParameters(), DEFAULT_LIMIT);
        String caller = security.getUserPrincipal().getName();
        KeyValuePair pair = keys.get(owner(query, caller), name).orElseThrow(() -> missing(name));
        return shown(List.of(pair), query.flag("decrypt").orElse(false), caller).getFirst();
    }

    @PUT
    @Path("{name:.+}")
    public ObjectNode save(@PathParam("name") String name, byte @Nullable [] body, @Context SecurityContext security) {
        JsonNode sent = RequestBody.object(body == null ? new byte[0] : body);
        KeyDraft.fault(sent).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        checkName(name);
        KeyDraft draft = KeyDraft.of(sent);
        String caller = security.getUserPrincipal().getName();
        checkOwn(Optional.ofNullable(draft.user()), caller);
        KeyScope scope = KeyScope.of(draft.scope())
                .filter(known -> known != KeyScope.ALL)
                .orElseThrow(() -> new BadRequestException(KeyScope.notAllowed(draft.scope())));
        KeyValuePair saved = keys.save(
                scope == KeyScope.USER ? caller : null,
                name,
                stored(name, draft),
                draft.secret() || draft.encrypted(),
                draft);
        return ShownKey.stored(saved);
    }

    private static void checkName(String name) {
        if (name.indexOf('\0') >= 0 || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME_BYTES) {
            throw new BadRequestException("A key's name must not contain the character NUL, nor be longer than "
                    + LONGEST_NAME_BYTES + " bytes");
        }
    }

    /** What goes into the table: cipher text if it is secret. */
    private String stored(String name, KeyDraft draft) {
        if (draft.encrypted()) {
            if (cipher(name).decrypt(draft.value()).isEmpty()) {
                throw new BadRequestException("Failed to verify the integrity of the provided value for key \"" + name
                        + "\". Ensure that the value is encrypted with the correct key and not corrupted.");
            }
            return draft.value();
        }
        return draft.secret() ? cipher(name).encrypt(draft.value()) : draft.value();
    }

    private KeyCipher cipher(String name) {
        return key.cipher()
                .orElseThrow(
                        () -> new BadRequestException("Crypto key not found in HOOKLINE_DATASTORE_KEY_FILE, which is"
                                + " not set. Unable to encrypt / decrypt value for key " + name + "."));
    }

    @DELETE
    @Path("{name:.+}")
    public void delete(@PathParam("name") String name, @Context UriInfo uri, @Context SecurityContext security) {
        ListQuery query = ListQuery.ofWhole(uri.getQueryParameters(), DEFAULT_LIMIT);
        if (!keys.delete(owner(query, security.getUserPrincipal().getName()), name)) {
            throw missing(name);
        }
    }

    /** Whose key a query is about; null: the system's. */
    private static @Nullable String owner(ListQuery query, String caller) {
        boolean own = isOwn(query, caller);
        KeyScope scope = query.text("scope")
                .map(text -> KeyScope.of(text).orElseThrow(() -> new BadRequestException(KeyScope.notAllowed(text))))
                .orElse(KeyScope.SYSTEM);
        return own || scope == KeyScope.USER ? caller : null;
    }

    /** Whether a user is named, which only the caller may be. */
    private static boolean isOwn(ListQuery query, String caller) {
        Optional<String> user = query.asksForNone("user") ? Optional.empty() : query.text("user");
        checkOwn(user, caller);
        return user.isPresent();
    }

    private static void checkOwn(Optional<String> user, String caller) {
        if (user.isPresent() && !user.get().equals(caller)) {
            throw new ForbiddenException("\"user\" attribute can only be provided by admins when RBAC is enabled");
        }
    }

    /** One that can't be decrypted is shown as it is stored. */
    private List<ObjectNode> shown(List<KeyValuePair> page, boolean decrypted, String caller) {
        if (!decrypted) {
            return page.stream().map(ShownKey::stored).toList();
        }
        List<KeyValuePair> secrets = page.stream().filter(KeyValuePair::secret).toList();
        if (!secrets.isEmpty()) {
            Log.infof(
                    "datastore values decrypted user=%s count=%d keys=%s",
                    caller,
                    secrets.size(),
                    secrets.stream().map(KeyValuePair::uid).limit(MOST_NAMES).collect(Collectors.joining(",")));
        }
        return page.stream()
                .map(pair -> pair.secret()
                        ? key.decrypt(pair.value())
                                .map(text -> ShownKey.decrypted(pair, text))
                                .orElseGet(() -> ShownKey.stored(pair))
                        : ShownKey.stored(pair))
                .toList();
    }

    private static NotFoundException missing(String name) {
        return new NotFoundException("The key \"" + name + "\" does not exist in the StackStorm datastore.");
    }
}
