package io.hookline.action.pack;

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

/** {@code /v1/config_schemas} (spec: packs-and-datastore, 2.6). */
@Path("/v1/config_schemas")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ConfigSchemaResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> FIELDS = Json.fields(ConfigSchema.class);
    private static final Set<String> ALWAYS = Set.of("id");
    private static final List<String> FILTERS = List.of("pack", "id");

    private final Packs packs;
    private final ConfigSchemas schemas;

    ConfigSchemaResource(Packs packs, ConfigSchemas schemas) {
        this.packs = packs;
        this.schemas = schemas;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT)
                .checkIncluded(FIELDS)
                .answerFrom(schemas.all().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{pack}")
    public ObjectNode get(@PathParam("pack") String name) {
        Pack pack = packs.find(name)
                .orElseThrow(() -> new NotFoundException("Resource with a ref or id \"" + name + "\" not found"));
        return schemas.find(pack.ref())
                .map(Json::tree)
                .orElseThrow(
                        () -> new NotFoundException("Unable to identify resource with pack_ref \"" + name + "\"."));
    }
}
