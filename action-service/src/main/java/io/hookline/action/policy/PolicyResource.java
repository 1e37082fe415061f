package io.hookline.action.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
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

/** {@code /v1/policies} (spec: packs-and-datastore, 4.2). */
@Path("/v1/policies")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PolicyResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final String SYSTEM_PACK = "core";
    private static final Set<String> FIELDS = Json.fields(Policy.class);
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final List<String> FILTERS =
            List.of("name", "pack", "resource_ref", "policy_type", "id", "ref", "enabled");

    private final Policies policies;
    private final PolicyTypes types;

    PolicyResource(Policies policies, PolicyTypes types) {
        this.policies = policies;
        this.types = types;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        return query.answerFrom(policies.all().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(Json.tree(found(refOrId)), ALWAYS);
    }

    @POST
    public Response create(byte[] body) {
        ObjectNode created = saved(policies.create(draft(body)), "");
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    @PUT
    @Path("{refOrId}")
    public ObjectNode change(@PathParam("refOrId") String refOrId, byte[] body) {
        refuseSystemPack(found(refOrId).pack());
        PolicyDraft draft = draft(body);
        refuseSystemPack(draft.pack());
        return saved(policies.change(refOrId, draft), refOrId);
    }

    @DELETE
    @Path("{refOrId}")
    public void delete(@PathParam("refOrId") String refOrId) {
        refuseSystemPack(found(refOrId).pack());
        if (!policies.delete(refOrId)) {
            throw missing(refOrId);
        }
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
    }

    private PolicyDraft draft(byte[] given) {
        JsonNode body = RequestBody.json(given);
        return switch (PolicyDraft.read(body, types)) {
            case PolicyDraft.Reading.Usable(var draft) -> draft;
            case PolicyDraft.Reading.Faulty(var reason) -> throw new BadRequestException(reason);
        };
    }

    private Policy found(String refOrId) {
        return policies.find(refOrId).orElseThrow(() -> missing(refOrId));
    }

    private static ObjectNode saved(Policies.Saving saving, String refOrId) {
        return switch (saving) {
            case Policies.Saving.Done(var policy) -> Json.tree(policy);
            case Policies.Saving.Taken(var other) -> throw new Conflict(other.id(), other.uid());
            case Policies.Saving.Missing() -> throw missing(refOrId);
        };
    }

    private static void refuseSystemPack(String pack) {
        if (pack.equals(SYSTEM_PACK)) {
            throw new BadRequestException("Resources belonging to system level packs can't be manipulated");
        }
    }

    private static NotFoundException missing(String refOrId) {
        return new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found");
    }
}
