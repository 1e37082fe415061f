package io.hookline.action.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.topic.Position;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** {@code /stream/v1}: what happens, as it happens (spec: executions, 7). The answer is written by its {@link Reader}. */
@Path("/stream/v1")
public final class StreamResource {
    private final Streams streams;
    private final ShownExecutions executions;

    StreamResource(Streams streams, ShownExecutions executions) {
        this.streams = streams;
        this.executions = executions;
    }

    @GET
    @Path("stream")
    @Blocking
    public Uni<@Nullable Void> stream(
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context UriInfo uri,
            @Context RoutingContext exchange) {
        var query = StreamQuery.of(uri.getQueryParameters());
        return streams.open(
                query, last == null ? null : Position.of(last.strip()).orElse(Streams.NOWHERE), exchange);
    }

    @GET
    @Path("executions/{id}/output")
    @Blocking
    public Uni<@Nullable Void> output(
            @PathParam("id") String id,
            @QueryParam("output_type") @Nullable String type,
            @Context RoutingContext exchange) {
        var only = OutputResource.only(type);
        ObjectNode execution = executions.find(id).orElseThrow(() -> OutputResource.unknown(id));
        return streams.open(execution.path("id").asText(), only, exchange);
    }
}
