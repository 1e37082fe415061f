package io.hookline.action.pack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.Switch;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
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

/** {@code /v1/sensortypes} (spec: packs-and-datastore, 6). Sensors are known and not run. */
@Path("/v1/sensortypes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class SensorTypeResource {
    private static final Set<String> FIELDS = Json.fields(SensorType.class);
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final List<String> FILTERS = List.of("name", "pack", "enabled", "id", "ref");

    private final SensorTypes sensors;

    SensorTypeResource(SensorTypes sensors) {
        this.sensors = sensors;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        List<ObjectNode> matching = sensors.all().stream()
                .filter(sensor -> query.text("trigger")
                        .map(sensor.triggerTypes()::contains)
                        .orElse(true))
                .map(Json::tree)
                .toList();
        return query.answerFrom(matching, FILTERS, ALWAYS);
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(Json.tree(found(refOrId)), ALWAYS);
    }

    /** Switches it on or off; the rest of the body, which clients take from an answer, counts for nothing. */
    @PUT
    @Path("{refOrId}")
    public ObjectNode change(@PathParam("refOrId") String refOrId, byte[] given) {
        SensorType sensor = found(refOrId);
        if (sensor.pack().equals("core")) {
            throw new BadRequestException("Resources belonging to system level packs can't be manipulated");
        }
        SensorType changed = sensor.with(Switch.isOn(given, sensor.enabled()));
        sensors.replace(changed);
        return Json.tree(changed);
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), ListQuery.ALL).checkIncluded(FIELDS);
    }

    private SensorType found(String refOrId) {
        return sensors.find(refOrId)
                .orElseThrow(
                        () -> new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found"));
    }
}
