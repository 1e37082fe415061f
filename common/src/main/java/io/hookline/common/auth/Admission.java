package io.hookline.common.auth;

import io.hookline.common.model.ApiKey;
import io.hookline.common.model.Credential;
import io.hookline.common.model.Token;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what a request shows lets its caller in (spec: auth, 2). Pure. */
sealed interface Admission {
    record Admitted(Caller caller) implements Admission {}

    record Refused(Reason reason, String fault) implements Admission {}

    /** Why not. */
    enum Reason {
        MISSING,
        UNKNOWN,
        EXPIRED,
        DISABLED,
        /** Limited to other hooks. */
        LIMITED
    }

    static Admission nothingShown() {
        return new Refused(Reason.MISSING, "Unauthorized - One of Token or API key required.");
    }

    /**
     * @param known the credential with that hash
     * @param hook that the request posts to; empty: it is for something else
     */
    static Admission of(ShownCredential shown, Optional<Credential> known, Instant now, Optional<String> hook) {
        if (known.isEmpty()) {
            return unknown(shown);
        }
        return switch (known.get()) {
            case Token token
            when !token.expiry().isAfter(now) -> new Refused(Reason.EXPIRED, "Unauthorized - Token has expired.");
            case Token token -> new Admitted(new Caller(token.user(), shown.kind(), shown.location(), token.expiry()));
            case ApiKey key when !key.enabled() -> new Refused(Reason.DISABLED, "Unauthorized - API key is disabled.");
            case ApiKey key
            when !isGoodFor(key.hooks(), hook) ->
                new Refused(
                        Reason.LIMITED,
                        "Forbidden - API key is limited to some webhooks: it is good for POST to those in its list of"
                                + " hooks, and for nothing else.");
            case ApiKey key -> new Admitted(new Caller(key.user(), shown.kind(), shown.location(), null));
        };
    }

    private static Admission unknown(ShownCredential shown) {
        return new Refused(
                Reason.UNKNOWN,
                shown.kind() == Caller.Kind.TOKEN
                        ? "Unauthorized"
                        : "Unauthorized - ApiKey with key_hash=" + shown.hash() + " not found.");
    }

    private static boolean isGoodFor(@Nullable List<String> hooks, Optional<String> hook) {
        return hooks == null || hook.filter(new HookLimit(hooks)::covers).isPresent();
    }
}
