package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A short-lived credential made from a user name and a password (spec: auth, 4).
 *
 * @param tokenHash lower-case hexadecimal SHA-256 of the token
 * @param expiry the first moment at which it no longer counts
 */
public record Token(String id, String user, String tokenHash, Instant expiry, ObjectNode metadata)
        implements Credential {
    @Override
    @JsonIgnore
    public String hash() {
        return tokenHash;
    }
}
