package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
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
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /v1/rbac} (spec: packs-and-datastore, 7.1): clients ask for it in passing. Everyone may do everything here, so roles are names
 * and nobody is assigned one.
 */
@Path("/v1/rbac")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class RbacResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final List<String> FILTERS = List.of("name", "system", "id");

    /** Roles are made in no second; their ids show one long gone. */
    private static final String EPOCH = "58c9663a";

    @GET
    @Path("roles")
    public Response roles(@Context UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).answerFrom(all(), FILTERS, ALWAYS);
    }

    @GET
    @Path("roles/{nameOrId}")
    public ObjectNode role(@PathParam("nameOrId") String nameOrId) {
        return all().stream()
                .filter(role -> role.path("name").asText().equals(nameOrId)
                        || role.path("id").asText().equals(nameOrId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("Resource with a name or id \"" + nameOrId + "\" not found"));
    }

    private static List<ObjectNode> all() {
        return Stream.of("system_admin", "admin", "observer")
                .map(RbacResource::named)
                .toList();
    }

    private static ObjectNode named(String name) {
        ObjectNode role = Json.object()
                .put("id", Ids.following(EPOCH, "role:" + name))
                .put("name", name)
                .put("system", true)
                .put("description", name);
        role.putArray("permission_grants");
        role.putArray("permission_grant_ids");
        role.putArray("permission_grant_objects");
        return role;
    }

    @GET
    @Path("role_assignments")
    public Response assignments(@Context UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).answerFrom(List.of(), List.of(), ALWAYS);
    }

    @GET
    @Path("role_assignments/{id}")
    public ObjectNode assignment(@PathParam("id") String id) {
        throw new NotFoundException("Unable to identify resource with id \"" + id + "\".");
    }

    @GET
    @Path("permission_types")
    public ObjectNode permissionTypes() {
        return Json.object();
    }

    @GET
    @Path("permission_types/{type}")
    public ObjectNode permissionTypes(@PathParam("type") String type) {
        throw new NotFoundException("Invalid resource type: " + type);
    }
}
