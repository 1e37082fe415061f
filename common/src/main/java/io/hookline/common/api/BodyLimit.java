package io.hookline.common.api;

import io.hookline.common.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;

/** Refuses a body that is announced to be larger than any resource takes. The framework would too, but without a word. */
@Singleton
final class BodyLimit {
    /** The framework's own check comes at -2. */
    static final int ORDER = -3;

    /** So much is read and dropped, for as long, so that the sender gets to the answer. */
    private static final long MOST_DROPPED = 32L * 1024 * 1024;

    private static final long LONGEST_DROPPING_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private final long limit;

    BodyLimit(ApiConfig config) {
        this.limit = config.maxBodySize().asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(ORDER).handler(this::check);
    }

    private void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        long announced = announcedLength(request);
        if (announced <= limit) {
            exchange.next();
        } else if (announced > limit + MOST_DROPPED || request.headers().contains(HttpHeaders.EXPECT)) {
            refuse(exchange);
        } else {
            long timer = exchange.vertx().setTimer(LONGEST_DROPPING_MILLIS, fired -> refuse(exchange));
            request.handler(part -> {});
            request.exceptionHandler(failure -> exchange.vertx().cancelTimer(timer));
            request.endHandler(nothing -> {
                exchange.vertx().cancelTimer(timer);
                refuse(exchange);
            });
            request.resume();
        }
    }

    private static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private void refuse(RoutingContext exchange) {
        HttpServerResponse response = exchange.response();
        if (response.ended()) {
            return;
        }
        UnreadBody.abandon(exchange.request(), exchange.vertx());
        response.setStatusCode(Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(Json.text(Fault.body("The request's body is larger than " + limit + " bytes")));
    }
}
