package io.hookline.common.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Gets rid of what was not read of a body whose request is answered: HTTP/1 has no other way than to close the connection, and the server
 * would go on reading for as long as the sender sends.
 */
public final class UnreadBody {
    /** So long the sender may go on and still find its answer (RFC 9112, 9.6). */
    private static final long LINGER_MILLIS = 2_000;

    private UnreadBody() {}

    /** Just before the answer is written. */
    public static void abandon(HttpServerRequest request, Vertx vertx) {
        if (request.isEnded() || request.version() == HttpVersion.HTTP_2) {
            return;
        }
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        vertx.setTimer(LINGER_MILLIS, fired -> {
            if (!request.isEnded()) {
                request.connection().close();
            }
        });
    }
}
