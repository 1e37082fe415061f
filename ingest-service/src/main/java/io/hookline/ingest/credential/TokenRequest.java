package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a token is asked for with (spec: auth, 4). Pure.
 *
 * @param ttl empty: the configured one
 * @param forAnother whether it is to be somebody else's
 */
record TokenRequest(Optional<Duration> ttl, boolean forAnother) {
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
                asked,
                body.path("user").isTextual() || body.path("impersonate_user").isTextual());
    }
}
