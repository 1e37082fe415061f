package io.hookline.common.auth;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;

/** Who may come in by a signature in the place of credentials. A service that knows none has no bean of this type. */
public interface SignedSenders {
    /** Whether what this request asks for demands a signature, so that one without credentials may be looked at. */
    Uni<Boolean> areExpectedBy(HttpServerRequest request);
}
