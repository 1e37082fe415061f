package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A credential that does not expire (spec: auth, 5).
 *
 * @param keyHash lower-case hexadecimal SHA-512 of {@code saltnpepper} followed by the key, StackStorm's own form: keys are moved
 *     between installations by it
 */
public record ApiKey(String id, String user, String keyHash, boolean enabled, Instant createdAt, ObjectNode metadata)
        implements Credential {
    @Override
    @JsonIgnore
    public String hash() {
        return keyHash;
    }
}
