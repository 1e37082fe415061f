package io.hookline.ingest.signature;

import io.hookline.common.auth.HookPath;
import io.hookline.common.auth.SignedSenders;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Tells the filter which hooks may be posted to without credentials: those that demand a signature, by their very names. */
@Singleton
final class SignedHooks implements SignedSenders {
    private final Signatures signatures;

    SignedHooks(Signatures signatures) {
        this.signatures = signatures;
    }

    /** A hook that demands none is believed to only after catching up; with Kafka away it demands none. */
    @Override
    public Uni<Boolean> areExpectedBy(HttpServerRequest request) {
        String hook;
        try {
            hook = HookPath.name(request.path());
        } catch (IllegalArgumentException e) {
            return Uni.createFrom().item(false);
        }
        if (signatures.areDemandedAt(hook)) {
            return Uni.createFrom().item(true);
        }
        return signatures.caughtUp().onFailure().recoverWithNull().map(nothing -> signatures.areDemandedAt(hook));
    }
}
