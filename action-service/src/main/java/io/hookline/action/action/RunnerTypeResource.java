package io.hookline.action.action;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.Switch;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.RunnerType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;

/** {@code /v1/runnertypes} (spec: actions-and-runners, 2). */
@Path("/v1/runnertypes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RunnerTypeResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> FIELDS = Json.fields(RunnerType.class);
    private static final Set<String> ALWAYS = Set.of("id");
    private static final List<String> FILTERS = List.of("name", "id");

    private final Actions actions;

    RunnerTypeResource(Actions actions) {
        this.actions = actions;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return query.answerFrom(
                actions.allRunnerTypes().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{nameOrId}")
    public ObjectNode get(@PathParam("nameOrId") String nameOrId, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return actions.findRunnerType(nameOrId)
                .map(type -> query.cut(Json.tree(type), ALWAYS))
                .orElseThrow(() -> missing(nameOrId));
    }

    /** Switches it on or off; the rest of the body, which clients take from an answer, counts for nothing. */
    @PUT
    @Path("{nameOrId}")
    public ObjectNode change(@PathParam("nameOrId") String nameOrId, byte[] body) {
        RunnerType found = actions.findRunnerType(nameOrId).orElseThrow(() -> missing(nameOrId));
        boolean on = Switch.isOn(body, found.enabled());
        return Json.tree(actions.enable(found.name(), on).orElseThrow(() -> missing(nameOrId)));
    }

    private static NotFoundException missing(String nameOrId) {
        return new NotFoundException("Resource with a name or id \"" + nameOrId + "\" not found");
    }
}
