package io.hookline.action.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
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
import java.util.Set;

/** {@code /v1/runnertypes} (spec: actions-and-runners, 2). */
@Path("/v1/runnertypes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RunnerTypeResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id");

    private final Actions actions;

    RunnerTypeResource(Actions actions) {
        this.actions = actions;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT);
        var matching = actions.allRunnerTypes().stream()
                .filter(type -> query.text("name").map(type.name()::equals).orElse(true))
                .map(Json::tree)
                .toList();
        var page = matching.stream()
                .skip(query.offset())
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .toList();
        return query.answer(page, matching.size(), ALWAYS);
    }

    @GET
    @Path("{nameOrId}")
    public ObjectNode get(@PathParam("nameOrId") String nameOrId, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT);
        return actions.findRunnerType(nameOrId)
                .map(type -> query.cut(Json.tree(type), ALWAYS))
                .orElseThrow(() -> new NotFoundException("Resource with a name or id \"" + nameOrId + "\" not found"));
    }
}
