package io.hookline.common.api;

import io.quarkus.logging.Log;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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
        router.route().order(BEFORE_ALL_OTHERS).handler(this::prepare).failureHandler(this::fail);
    }

    /** What the router itself refuses, perhaps before {@link #prepare}, and what breaks outside of any resource. */
    private void fail(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = exchange.response();
        if (response.headWritten()) {
            request.connection().close();
            return;
        }
        if (!response.headers().contains(REQUEST_ID)) {
            putOn(response.headers(), requestId(request.getHeader(REQUEST_ID)), request.getHeader("Origin"));
        }
        switch (Response.Status.fromStatusCode(exchange.statusCode())) {
            case NOT_FOUND, METHOD_NOT_ALLOWED -> Fault.end(exchange, Response.Status.NOT_FOUND, Fault.NO_SUCH_PATH);
            case BAD_REQUEST ->
                Fault.end(
                        exchange,
                        Response.Status.BAD_REQUEST,
                        "Failed to parse request: its path or its Host header is wrong");
            case null, default -> {
                Log.error("request failed", exchange.failure());
                Fault.end(exchange, Response.Status.INTERNAL_SERVER_ERROR, "Internal Server Error");
            }
        }
    }

    private void prepare(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        String sent = request.getHeader(REQUEST_ID);
        String id = requestId(sent);
        if (!id.equals(sent)) {
            // It counts as sent: the payload of a webhook holds it.
            request.headers().set(REQUEST_ID, id);
        }
        putOn(exchange.response().headers(), id, request.getHeader("Origin"));
        if (request.method() == HttpMethod.OPTIONS) {
            exchange.response().end();
        } else {
            exchange.next();
        }
    }

    /** The sender's, else a fresh one. */
    static String requestId(@Nullable String sent) {
        return sent != null && !sent.isEmpty() && sent.length() <= LONGEST_REQUEST_ID ? sent : fresh();
    }

    /** A random UUID. It is no secret, so it needs none of the secure chance for which event loops would wait for each other. */
    private static String fresh() {
        ThreadLocalRandom chance = ThreadLocalRandom.current();
        long high = (chance.nextLong() & ~0xf000L) | 0x4000L; // version 4
        long low = (chance.nextLong() >>> 2) | (1L << 63); // variant 2
        return new UUID(high, low).toString();
    }

    void putOn(MultiMap answer, String requestId, @Nullable String origin) {
        answer.set(REQUEST_ID, requestId)
                .set("Access-Control-Allow-Origin", origin(origin))
                .set("Vary", "Origin")
                .set("Access-Control-Allow-Methods", "GET,POST,PUT,DELETE,OPTIONS")
                .set("Access-Control-Allow-Headers", "Content-Type,Authorization,X-Auth-Token,St2-Api-Key,X-Request-ID")
                .set("Access-Control-Allow-Credentials", "true")
                .set("Access-Control-Expose-Headers", "Content-Type,X-Limit,X-Total-Count,X-Request-ID");
    }

    private String origin(@Nullable String asked) {
        return asked != null && (allowedOrigins.contains(asked) || allowedOrigins.contains("*"))
                ? asked
                : allowedOrigins.get(0);
    }
}
