package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential that does not expire (spec: auth, 5).
 *
 * @param keyHash lower-case hexadecimal SHA-512 of {@code saltnpepper} followed by the key, StackStorm's own form: keys are moved
 *     between installations by it
 * @param hooks names of the hooks that it is good for, {@code *} at the end of one for all that begin so, none if empty; null: for
 *     everything
 */
public record ApiKey(
        String id,
        String user,
        String keyHash,
        boolean enabled,
        Instant createdAt,
        ObjectNode metadata,
        @Nullable List<String> hooks)
        implements Credential {
    public ApiKey {
        hooks = hooks == null ? null : List.copyOf(hooks);
    }

    /** One that is good for everything. */
    public ApiKey(String id, String user, String keyHash, boolean enabled, Instant createdAt, ObjectNode metadata) {
        this(id, user, keyHash, enabled, createdAt, metadata, null);
    }

    @Override
    @JsonIgnore
    public String hash() {
        return keyHash;
    }
}
