package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;

/** {@code /v1/triggertypes} (spec: webhooks-and-triggers, 5). */
@Path("/v1/triggertypes")
@RunOnVirtualThread
public class TriggerTypeResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final Set<String> FIELDS = Set.of(
            "id",
            "ref",
            "uid",
            "name",
            "pack",
            "description",
            "payload_schema",
            "parameters_schema",
            "tags",
            "metadata_file");
    private final TriggerTypes types;

    TriggerTypeResource(TriggerTypes types) {
        this.types = types;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        TriggerTypes.Listed listed = types.list(query);
        return query.answer(listed.page().stream().map(Json::tree).toList(), listed.total(), ALWAYS);
    }

    @GET
    @Path("/{refOrId}")
    public TriggerType get(@PathParam("refOrId") String refOrId) {
        return found(refOrId);
    }

    @POST
    public Response create(byte[] body) {
        return Response.status(Response.Status.CREATED)
                .entity(saved(types.create(read(body)), ""))
                .build();
    }

    @PUT
    @Path("/{refOrId}")
    public TriggerType change(@PathParam("refOrId") String refOrId, byte[] body) {
        TriggerType wanted = read(body);
        TriggerType known = found(refOrId);
        refuseSystemPack(known);
        refuseSystemPack(wanted);
        return saved(types.change(known.id(), wanted), refOrId);
    }

    @DELETE
    @Path("/{refOrId}")
    public void delete(@PathParam("refOrId") String refOrId) {
        TriggerType known = found(refOrId);
        refuseSystemPack(known);
        types.delete(known);
    }

    private TriggerType found(String refOrId) {
        return types.get(refOrId).orElseThrow(() -> missing(refOrId));
    }

    private static TriggerType saved(TriggerTypes.Saving saving, String refOrId) {
        return switch (saving) {
            case TriggerTypes.Saving.Done(var type) -> type;
            case TriggerTypes.Saving.Taken(var id, var uid) -> throw new Conflict(id, uid);
            case TriggerTypes.Saving.Missing() -> throw missing(refOrId);
        };
    }

    private static NotFoundException missing(String refOrId) {
        return new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found");
    }

    private static void refuseSystemPack(TriggerType type) {
        if (type.pack().equals("core")) {
            throw new BadRequestException("Resources belonging to system level packs can't be manipulated");
        }
    }

    private static TriggerType read(byte[] given) {
        JsonNode body = RequestBody.json(given);
        TriggerTypeDraft.fault(body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return TriggerTypeDraft.of(body);
    }
}
