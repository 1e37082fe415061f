package io.hookline.common.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.Caller;
import io.hookline.common.auth.OpenToAll;
import io.hookline.common.auth.TakesLimitedKeys;
import io.hookline.common.database.DatabaseUnavailable;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A resource that does nothing but show what all resources share. */
@Path("/v1/probe")
@RunOnVirtualThread
public class ProbeResource {
    @GET
    @Path("/open")
    @OpenToAll
    public ObjectNode open() {
        return Fault.body("none");
    }

    @GET
    @Path("/caller")
    public Caller caller(@Context SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }

    @GET
    @Path("/list")
    public Response list(@Context UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), 50)
                .answer(List.of(Json.object().put("a", 1)), 7, Set.of());
    }

    @GET
    @Path("/webhooks/{hook:.+}")
    public Caller hook(@Context SecurityContext security) {
        return (Caller) security.getUserPrincipal();
    }

    @POST
    @Path("/webhooks/{hook:.+}")
    @TakesLimitedKeys
    public Response post() {
        return Response.accepted().build();
    }

    @POST
    @Path("/body")
    @OpenToAll
    public ObjectNode body(byte[] body) {
        return RequestBody.object(body);
    }

    /** As reading a body fails that does not come. */
    @POST
    @Path("/fails")
    @OpenToAll
    public ObjectNode failsToRead() throws IOException {
        throw new IOException("Read timed out");
    }

    @GET
    @Path("/fails/{how}")
    @OpenToAll
    public ObjectNode fails(@PathParam("how") String how) throws IOException {
        if (how.equals("io")) {
            throw new IOException("not of a body, for there is none");
        }
        throw switch (how) {
            case "missing" -> new NotFoundException("Resource with a reference or id \"x\" not found");
            case "conflict" -> new Conflict("58c9663a49d4af4cbd56f84d", "rule:default:x");
            case "database" -> new DatabaseUnavailable("away", new IllegalStateException());
            default -> new IllegalStateException("a bug");
        };
    }
}
