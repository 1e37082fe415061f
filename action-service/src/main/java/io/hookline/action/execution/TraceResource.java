package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.model.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/traces} (spec: packs-and-datastore, 5). */
@Path("/v1/traces")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class TraceResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS =
            Set.of("id", "uid", "trace_tag", "start_timestamp", "trigger_instances", "rules", "action_executions");

    private final Traces traces;

    TraceResource(Traces traces) {
        this.traces = traces;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        Traces.Listed listed = traces.list(query);
        return query.answer(listed.page().stream().map(Trace::shown).toList(), listed.total(), ALWAYS);
    }

    @GET
    @Path("{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(traces::get)
                .map(Trace::shown)
                .orElseThrow(() -> new NotFoundException("Unable to identify resource with id \"" + id + "\"."));
    }
}
