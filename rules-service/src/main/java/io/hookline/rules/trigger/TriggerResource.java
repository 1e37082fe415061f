package io.hookline.rules.trigger;

import io.hookline.common.model.Trigger;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/triggers} (spec: webhooks-and-triggers, 6): all of them, without pages, as clients expect. */
@Path("/v1/triggers")
@RunOnVirtualThread
public class TriggerResource {
    private final Triggers triggers;

    TriggerResource(Triggers triggers) {
        this.triggers = triggers;
    }

    @GET
    public List<Trigger> list(@QueryParam("type") @Nullable String type) {
        return triggers.list(Optional.ofNullable(type).filter(ref -> !ref.isEmpty()));
    }

    @GET
    @Path("/{id}")
    public Trigger get(@PathParam("id") String id) {
        return triggers.get(id).orElseThrow(() -> new NotFoundException("Resource with id \"" + id + "\" not found"));
    }
}
