package io.hookline.common.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The one shape of every error: {@code {"faultstring": "text"}} (spec: auth, 3). */
public final class Fault {
    public static final String NO_SUCH_PATH = "The resource could not be found.";

    public static final String BODY_TOO_SLOW = "The request's body did not come in time";

    static final String HEAD_TOO_SLOW = "The request's headers did not come in time";

    private Fault() {}

    public static Response answer(int status, String text) {
        return answer(status, body(text));
    }

    public static ObjectNode body(String text) {
        return Json.object().put("faultstring", text);
    }

    /** Answers before any resource is asked; what is not read of the body is abandoned. */
    static void end(RoutingContext exchange, Response.Status status, String text) {
        UnreadBody.abandon(exchange.request(), exchange.vertx());
        exchange.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(Json.text(body(text)));
    }

    static Response answer(int status, ObjectNode body) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body)
                .build();
    }
}
