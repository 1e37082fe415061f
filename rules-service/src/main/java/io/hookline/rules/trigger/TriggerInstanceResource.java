package io.hookline.rules.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;

/** {@code /v1/triggerinstances} (spec: webhooks-and-triggers, 7). */
@Path("/v1/triggerinstances")
@RunOnVirtualThread
public class TriggerInstanceResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS = Set.of("id", "trigger", "occurrence_time", "payload", "status");

    private final TriggerInstances instances;
    private final ReEmission reEmission;

    TriggerInstanceResource(TriggerInstances instances, ReEmission reEmission) {
        this.instances = instances;
        this.reEmission = reEmission;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        TriggerInstances.Listed listed = instances.list(query);
        return query.answer(listed.page(), listed.total(), ALWAYS);
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return found(id);
    }

    @POST
    @Path("/{id}/re_emit")
    public ObjectNode reEmit(@PathParam("id") String id) {
        ObjectNode original = found(id);
        ObjectNode payload = reEmission
                .of(original)
                .orElseThrow(() -> new BadRequestException("Trigger \""
                        + original.path("trigger").asText() + "\" of trigger instance " + id + " is gone."));
        ObjectNode answer = Json.object().put("message", "Trigger instance " + id + " succesfully re-sent.");
        answer.set("payload", payload);
        return answer;
    }

    private ObjectNode found(String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(instances::get)
                .orElseThrow(() -> new NotFoundException("Unable to identify resource with id \"" + id + "\"."));
    }
}
