package io.hookline.common.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Refuses bodies that are packed: nothing is ever unpacked here, so that no body grows when it is read. And those with a transfer coding
 * other than chunked, whose end another server may see elsewhere (RFC 9112, 6.1).
 */
@Singleton
final class PackedBodies {
    private static final int BEFORE_THE_LIMIT = BodyLimit.ORDER - 1;

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_LIMIT).handler(this::check);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!isOnly("identity", request.headers().getAll(HttpHeaders.CONTENT_ENCODING))) {
            Fault.end(
                    exchange,
                    Response.Status.UNSUPPORTED_MEDIA_TYPE,
                    "Unsupported Content-Encoding: send the body as it is");
        } else if (!isOnly("chunked", request.headers().getAll(HttpHeaders.TRANSFER_ENCODING))) {
            Fault.end(exchange, Response.Status.BAD_REQUEST, "Unsupported Transfer-Encoding: only chunked is read");
        } else {
            exchange.next();
        }
    }

    private static boolean isOnly(String known, List<String> codings) {
        return codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase(known));
    }
}
