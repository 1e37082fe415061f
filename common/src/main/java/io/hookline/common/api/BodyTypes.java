package io.hookline.common.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses bodies of a media type that nobody reads, from those with credentials (spec: auth, 2 and 3). Resources that get their body
 * otherwise than as bytes judge it themselves; a DELETE may come with any (spec: actions-and-runners).
 */
@Singleton
final class BodyTypes {
    @ServerRequestFilter(priority = Priorities.AUTHORIZATION)
    @Nullable
    Response check(ResourceInfo resource, HttpServerRequest request) {
        String contentType = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return contentType != null
                        && BodyKind.of(contentType) == BodyKind.UNKNOWN
                        && request.method() != HttpMethod.DELETE
                        && hasBody(request)
                        && isRead(resource)
                ? Fault.answer(Response.Status.BAD_REQUEST.getStatusCode(), BodyKind.refusal(contentType))
                : null;
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
    }

    private static boolean isRead(ResourceInfo resource) {
        return Arrays.asList(resource.getResourceMethod().getParameterTypes()).contains(byte[].class);
    }
}
