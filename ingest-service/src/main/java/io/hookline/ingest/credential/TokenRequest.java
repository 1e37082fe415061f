package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a token is asked for with (spec: auth, 4). Pure.
 *
 * @param ttl empty: the configured one
 * @param user the login name of another whom it is to be for
 * @param nickname what that other is called at {@code nicknameOrigin}
 */
record TokenRequest(
        Optional<Duration> ttl, Optional<String> user, Optional<String> nickname, Optional<String> nicknameOrigin) {
    /**
     * @param body as {@link RequestSchema#TOKEN} says
     */
    static TokenRequest of(ObjectNode body) {
        JsonNode ttl = body.path("ttl");
        // A number without bound in JSON; beyond a long it is over any limit as well.
        Optional<Duration> asked = ttl.isNumber()
                ? Optional.of(Duration.ofSeconds(ttl.canConvertToLong() ? ttl.longValue() : Long.MAX_VALUE))
                : Optional.empty();
        return new TokenRequest(
                asked, text(body, "user"), text(body, "impersonate_user"), text(body, "nickname_origin"));
    }

    private static Optional<String> text(ObjectNode body, String name) {
        return Optional.ofNullable(body.path(name).textValue());
    }
}
