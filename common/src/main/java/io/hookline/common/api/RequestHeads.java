package io.hookline.common.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Refuses, in the shape of every error, what the framework would refuse without a word: what is no URI, which it leaves to us as {@link
 * io.hookline.common.start.ServiceStart} says, and large headers, of which it takes some more than we do; and what it would take for no
 * good: a request without a host, or with two.
 */
@Singleton
final class RequestHeads {
    /** Names and values together. */
    private static final int LARGEST_HEADERS = 20 * 1024;

    void register(@Observes Router router) {
        router.route().order(EveryAnswer.BEFORE_ALL_OTHERS + 1).handler(RequestHeads::check);
    }

    private static void check(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (!isUri(request.uri())) {
            Fault.end(
                    exchange,
                    Response.Status.BAD_REQUEST,
                    "Failed to parse request path \"" + path(request.uri())
                            + "\". URL likely contains invalid or incorrectly URL encoded values.");
        } else if (request.headers().getAll(HttpHeaders.HOST).size() != 1) {
            // Two readers may take one of two; and of none the framework makes no address.
            Fault.end(exchange, Response.Status.BAD_REQUEST, "A request has to have one Host header");
        } else if (size(request) > LARGEST_HEADERS) {
            Fault.end(
                    exchange,
                    Response.Status.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The request's headers are larger than " + LARGEST_HEADERS + " bytes");
        } else {
            exchange.next();
        }
    }

    private static boolean isUri(String text) {
        try {
            var unused = new URI(text);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static int size(HttpServerRequest request) {
        int size = 0;
        for (Map.Entry<String, String> header : request.headers()) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size;
    }
}
