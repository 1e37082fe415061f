package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.RequestBody;
import io.hookline.common.model.Trigger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/triggers} (spec: webhooks-and-triggers, 6): all of them, without pages, as clients expect. */
@Path("/v1/triggers")
@RunOnVirtualThread
public class TriggerResource {
    private final Triggers triggers;
    private final ClientTriggers clientTriggers;

    TriggerResource(Triggers triggers, ClientTriggers clientTriggers) {
        this.triggers = triggers;
        this.clientTriggers = clientTriggers;
    }

    @GET
    public List<Trigger> list(@QueryParam("type") @Nullable String type) {
        return triggers.list(Optional.ofNullable(type).filter(ref -> !ref.isEmpty()));
    }

    @GET
    @Path("/{id}")
    public Trigger get(@PathParam("id") String id) {
        return triggers.get(id).orElseThrow(() -> missing(id));
    }

    @POST
    public Response create(byte[] body) {
        return Response.status(Response.Status.CREATED)
                .entity(saved(clientTriggers.create(draft(body)), ""))
                .build();
    }

    @PUT
    @Path("/{id}")
    public Trigger change(@PathParam("id") String id, byte[] body) {
        return saved(clientTriggers.change(id, draft(body)), id);
    }

    @DELETE
    @Path("/{id}")
    public void delete(@PathParam("id") String id) {
        saved(clientTriggers.delete(id), id);
    }

    private static TriggerDraft draft(byte[] given) {
        JsonNode body = RequestBody.json(given);
        TriggerDraft.shapeFault(body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return TriggerDraft.of(body);
    }

    private static Trigger saved(ClientTriggers.Saving saving, String id) {
        return switch (saving) {
            case ClientTriggers.Saving.Done(var trigger) -> trigger;
            case ClientTriggers.Saving.Refused(var reason) -> throw new BadRequestException(reason);
            case ClientTriggers.Saving.Taken(var other) -> throw new Conflict(other.id(), other.uid());
            case ClientTriggers.Saving.Missing() -> throw missing(id);
        };
    }

    private static NotFoundException missing(String id) {
        return new NotFoundException("Resource with id \"" + id + "\" not found");
    }
}
