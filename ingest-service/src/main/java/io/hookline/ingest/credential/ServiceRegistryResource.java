package io.hookline.ingest.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /v1/service_registry} (spec: packs-and-datastore, 7.1): no registry is kept, so there are no groups in it. */
@Path("/v1/service_registry/groups")
@Produces(MediaType.APPLICATION_JSON)
public final class ServiceRegistryResource {
    @GET
    @NonBlocking
    public ObjectNode groups() {
        ObjectNode answer = Json.object();
        answer.putArray("groups");
        return answer;
    }

    @GET
    @Path("{id}/members")
    @NonBlocking
    public ObjectNode members(@PathParam("id") String id) {
        throw new NotFoundException("Group with ID \"" + id + "\" not found.");
    }
}
