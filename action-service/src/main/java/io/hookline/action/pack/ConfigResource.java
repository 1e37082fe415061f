package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import io.quarkus.logging.Log;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code /v1/configs} (spec: packs-and-datastore, 2.6). Values are shown as they were given, templates unrendered. */
@Path("/v1/configs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ConfigResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final Set<String> FIELDS = Json.fields(Config.class);
    private static final Set<String> ALWAYS = Set.of("id");
    private static final List<String> FILTERS = List.of("pack", "id");

    private final Packs packs;
    private final ConfigSchemas schemas;
    private final Configs configs;
    private final PackFolders folders;
    private final PackConfigs held;

    ConfigResource(Packs packs, ConfigSchemas schemas, Configs configs, PackFolders folders, PackConfigs held) {
        this.packs = packs;
        this.schemas = schemas;
        this.configs = configs;
        this.folders = folders;
        this.held = held;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return query.answerFrom(
                configs.all().stream().map(config -> shown(config, query)).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{pack}")
    public ObjectNode get(@PathParam("pack") String pack, @Context UriInfo uri) {
        return configs.find(pack)
                .map(config -> shown(
                        config,
                        ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS)))
                .orElseThrow(() -> missing(pack));
    }

    /** Takes all values of a pack's configuration; the mask of a secret stands for the secret that is there. */
    @PUT
    @Path("{pack}")
    public ObjectNode change(@PathParam("pack") String pack, byte[] given, @Context UriInfo uri) {
        if (packs.find(pack).filter(found -> found.ref().equals(pack)).isEmpty()) {
            throw missing(pack);
        }
        ObjectNode known = configs.find(pack).map(Config::values).orElseGet(Json::object);
        ObjectNode values = (ObjectNode) Secrets.unmasked(RequestBody.object(given), known);
        java.nio.file.Path file = folders.configs().resolve(pack + ".yaml");
        Config.fault(values, attributes(pack), pack, file.toString()).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        write(file, values);
        Config saved = configs.save(pack, id -> new Config(id, pack, values));
        held.forget();
        Log.infof("configuration of a pack changed pack=%s", pack);
        return shown(
                saved, ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS));
    }

    /** There may be secrets in it. */
    private static void write(java.nio.file.Path file, JsonNode values) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        String yaml = new Yaml(options).dump(Json.mapper().convertValue(values, Object.class));
        try {
            PrivateFile.write(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode attributes(String pack) {
        return schemas.find(pack).map(ConfigSchema::attributes).orElseGet(Json::object);
    }

    private ObjectNode shown(Config config, ListQuery query) {
        return query.flag("show_secrets").orElse(false) ? Json.tree(config) : config.masked(attributes(config.pack()));
    }

    private static NotFoundException missing(String pack) {
        return new NotFoundException("Unable to identify resource with pack_ref \"" + pack + "\".");
    }
}
