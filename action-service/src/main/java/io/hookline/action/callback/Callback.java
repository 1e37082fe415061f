package io.hookline.action.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An end that somebody is to be told of.
 *
 * @param id of the execution
 * @param secret sealed; null: it is not signed
 * @param attempts this one counted
 */
record Callback(String id, String url, @Nullable String secret, int attempts, Instant endedAt) {
    @Override
    public String toString() {
        return "Callback[id=" + id + ", attempts=" + attempts + "]";
    }
}
