package io.hookline.common.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the datastore. Value of the topic {@code hookline.keys} (spec: packs-and-datastore, 3).
 *
 * @param user whose it is; null: it is of the system scope
 * @param value as stored: cipher text if it is secret
 * @param expireTimestamp from when on it is not there any more; null: it stays
 */
public record KeyValuePair(
        String id,
        @Nullable String user,
        String name,
        String value,
        boolean secret,
        @Nullable String description,
        @Nullable Instant expireTimestamp) {
    public static final String SYSTEM_SCOPE = "st2kv.system";
    public static final String USER_SCOPE = "st2kv.user";

    public KeyValuePair {
        Ids.check(id);
        requireNonNull(name, "name is missing");
        requireNonNull(value, "value is missing");
    }

    public String scope() {
        return user == null ? SYSTEM_SCOPE : USER_SCOPE;
    }

    public String uid() {
        return "key_value_pair:" + scope() + ":" + (user == null ? "" : user + ":") + name;
    }

    /** Tells keys apart, whatever characters are in the names. */
    public String address() {
        return address(user, name);
    }

    /**
     * @param user whose; null: of the system scope
     */
    public static String address(@Nullable String user, String name) {
        return user == null ? "system:" + name : "user:" + user.length() + ":" + user + ":" + name;
    }

    public boolean isExpired(Instant now) {
        return expireTimestamp != null && !now.isBefore(expireTimestamp);
    }

    /** Without the value: not each that should be secret is marked so. */
    @Override
    public String toString() {
        return "KeyValuePair[uid=" + uid() + "]";
    }
}
