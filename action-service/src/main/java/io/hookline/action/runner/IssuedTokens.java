package io.hookline.action.runner;

import io.hookline.common.auth.ExecutionTokens;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that this process has given to what it runs, as long as they would count. */
@Singleton
public final class IssuedTokens {
    private final ExecutionTokens tokens;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    public IssuedTokens(ExecutionTokens tokens) {
        this.tokens = tokens;
    }

    String issue(String user, String execution, Instant expiry) {
        expiries.merge(execution, expiry, (before, now) -> before.isAfter(now) ? before : now);
        return tokens.issue(user, execution, expiry);
    }

    /** Until when the last of an execution's tokens would count; empty: it got none here. */
    public Optional<Instant> expiry(String execution) {
        return Optional.ofNullable(expiries.get(execution));
    }

    /** What ran out before is known no more. */
    public void forget(Instant before) {
        expiries.values().removeIf(expiry -> expiry.isBefore(before));
    }
}
