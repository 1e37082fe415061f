package io.hookline.common.auth;

import io.hookline.common.auth.Caller.Kind;
import io.hookline.common.auth.Caller.Location;
import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Token;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows: the first place of a fixed order that holds anything decides, there is no second try (spec: auth, 2).
 *
 * @param secret as sent
 * @param isRemembered whether the answer gives it back as a cookie
 */
record ShownCredential(Kind kind, Location location, String secret, boolean isRemembered) {
    static final String TOKEN_HEADER = "X-Auth-Token";
    static final String KEY_HEADER = "St2-Api-Key";

    static Optional<ShownCredential> in(ContainerRequestContext request) {
        var query = request.getUriInfo().getQueryParameters();
        return first(
                request.getHeaderString(TOKEN_HEADER),
                request.getHeaderString(KEY_HEADER),
                query.getFirst("x-auth-token"),
                query.getFirst("st2-api-key"),
                cookie(request));
    }

    /** What stands in the five places, null or empty where nothing does. */
    static Optional<ShownCredential> first(
            @Nullable String headerToken,
            @Nullable String headerKey,
            @Nullable String queryToken,
            @Nullable String queryKey,
            @Nullable String cookie) {
        return Stream.of(
                        of(Kind.TOKEN, Location.HEADER, headerToken, true),
                        of(Kind.API_KEY, Location.HEADER, headerKey, false),
                        of(Kind.TOKEN, Location.QUERY, queryToken, true),
                        of(Kind.API_KEY, Location.QUERY, queryKey, false),
                        of(Kind.TOKEN, Location.HEADER, cookie, false))
                .flatMap(Optional::stream)
                .findFirst();
    }

    String hash() {
        return kind == Kind.TOKEN ? Secrets.tokenHash(secret) : Secrets.apiKeyHash(secret);
    }

    boolean isOfKind(Credential credential) {
        return switch (credential) {
            case Token token -> kind == Kind.TOKEN;
            case ApiKey key -> kind == Kind.API_KEY;
        };
    }

    @Override
    public String toString() {
        return kind + " in " + location;
    }

    private static Optional<ShownCredential> of(
            Kind kind, Location location, @Nullable String secret, boolean isRemembered) {
        return secret == null || secret.isEmpty()
                ? Optional.empty()
                : Optional.of(new ShownCredential(kind, location, secret, isRemembered));
    }

    private static @Nullable String cookie(ContainerRequestContext request) {
        Cookie cookie = request.getCookies().get(CredentialsFilter.COOKIE);
        return cookie == null ? null : cookie.getValue();
    }
}
