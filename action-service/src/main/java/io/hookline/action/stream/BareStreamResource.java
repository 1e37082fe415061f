package io.hookline.action.stream;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /v1/stream}: the path that StackStorm's stream service itself has, behind no gateway. */
@Path("/v1/stream")
public final class BareStreamResource {
    private final StreamResource streams;

    BareStreamResource(StreamResource streams) {
        this.streams = streams;
    }

    @GET
    @Blocking
    public Uni<@Nullable Void> stream(
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context UriInfo uri,
            @Context RoutingContext exchange) {
        return streams.stream(last, uri, exchange);
    }
}
