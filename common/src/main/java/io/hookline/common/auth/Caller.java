package io.hookline.common.auth;

import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the principal of the request's security context: {@code (Caller) securityContext.getUserPrincipal()}.
 *
 * @param name the user
 * @param tokenExpiry when the token ends; null for an API key
 */
public record Caller(
        String name, Kind kind, Location location, @Nullable Instant tokenExpiry) implements Principal {
    @Override
    public String getName() {
        return name;
    }

    /** What the caller showed. */
    public enum Kind {
        TOKEN,
        API_KEY
    }

    /** Where it was shown. */
    public enum Location {
        HEADER,
        QUERY
    }
}
