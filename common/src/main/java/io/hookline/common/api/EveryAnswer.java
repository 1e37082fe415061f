package io.hookline.common.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every answer has, errors included: the request's id and the CORS headers; {@code OPTIONS} on any path is answered here (spec:
 * auth, 2 and 3).
 */
@Singleton
final class EveryAnswer {
    static final String REQUEST_ID = "X-Request-Id";

    static final int BEFORE_ALL_OTHERS = -10_000;
    private static final int LONGEST_REQUEST_ID = 200;

    private final List<String> allowedOrigins;

    EveryAnswer(ApiConfig config) {
        this.allowedOrigins = config.allowedOrigins();
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_OTHERS).handler(this::prepare);
    }

    private void prepare(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        response.putHeader(REQUEST_ID, requestId(request));
        response.putHeader("Access-Control-Allow-Origin", origin(request.getHeader("Origin")));
        response.putHeader("Vary", "Origin");
        response.putHeader("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS");
        response.putHeader(
                "Access-Control-Allow-Headers", "Content-Type,Authorization,X-Auth-Token,St2-Api-Key,X-Request-ID");
        response.putHeader("Access-Control-Allow-Credentials", "true");
        response.putHeader("Access-Control-Expose-Headers", "Content-Type,X-Limit,X-Total-Count,X-Request-ID");
        if (request.method() == HttpMethod.OPTIONS) {
            response.end();
        } else {
            exchange.next();
        }
    }

    /** The sender's, else a fresh one, which then counts as sent: the payload of a webhook holds it. */
    private static String requestId(HttpServerRequest request) {
        String sent = request.getHeader(REQUEST_ID);
        if (sent != null && !sent.isEmpty() && sent.length() <= LONGEST_REQUEST_ID) {
            return sent;
        }
        String fresh = UUID.randomUUID().toString();
        request.headers().set(REQUEST_ID, fresh);
        return fresh;
    }

    private String origin(@Nullable String asked) {
        return asked != null && (allowedOrigins.contains(asked) || allowedOrigins.contains("*"))
                ? asked
                : allowedOrigins.get(0);
    }
}
