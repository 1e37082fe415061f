package io.hookline.action.policy;

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
import java.util.List;
import java.util.Set;

/** {@code /v1/policytypes} (spec: packs-and-datastore, 4.1); there is nothing to be changed. */
@Path("/v1/policytypes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PolicyTypeResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> FIELDS = Json.fields(PolicyType.class);
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final List<String> FILTERS = List.of("resource_type", "name", "id", "ref");

    private final PolicyTypes types;

    PolicyTypeResource(PolicyTypes types) {
        this.types = types;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return query.answerFrom(types.all().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return types.find(refOrId)
                .map(type -> query.cut(Json.tree(type), ALWAYS))
                .orElseThrow(() ->
                        new NotFoundException("PolicyType with a reference of id \"" + refOrId + "\" not found."));
    }
}
