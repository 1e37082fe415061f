package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.json.Json;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/packs}: what is registered, its files, and how it is registered (spec: packs-and-datastore, 2). */
@Path("/v1/packs")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class PackResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final JsonNode NAMED = Json.stored("""
            {"type": "object", "properties": {"packs": {"type": "array", "required": true}}}""");
    private static final Set<String> FIELDS = Json.fields(Pack.class);
    private static final Set<String> ALWAYS = Set.of("id");
    private static final List<String> FILTERS = List.of("ref", "name", "id");

    private final Packs packs;
    private final Registration registration;
    private final PackMetrics metrics;
    private final PackConfigs held;

    PackResource(Packs packs, Registration registration, PackMetrics metrics, PackConfigs held) {
        this.packs = packs;
        this.registration = registration;
        this.metrics = metrics;
        this.held = held;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        return query.answerFrom(packs.all().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(Json.tree(found(refOrId)), ALWAYS);
    }

    /** The texts of a pack; what is large or binary is left out. */
    @GET
    @Path("views/files/{refOrId}")
    public List<ObjectNode> files(@PathParam("refOrId") String refOrId) {
        Pack pack = found(refOrId);
        List<ObjectNode> shown = new ArrayList<>();
        for (String path : pack.files()) {
            ShownFile.of(pack.folder(), path)
                    .filter(file -> !file.isTooLarge())
                    .flatMap(ShownFile::text)
                    .ifPresent(text ->
                            shown.add(Json.object().put("file_path", path).put("content", text)));
        }
        return shown;
    }

    @GET
    @Path("views/file/{refOrId}/{path:.+}")
    @Produces(MediaType.WILDCARD)
    public Response file(
            @PathParam("refOrId") String refOrId,
            @PathParam("path") String shortened,
            @Context HttpServerRequest request,
            @Context HttpHeaders headers) {
        AskedFile asked = AskedFile.of(request.path()).orElseGet(() -> new AskedFile(refOrId, shortened));
        String path = asked.path();
        PackFolder folder = found(asked.pack()).folder();
        if (!PackFolder.isPlain(path)) {
            throw new BadRequestException("Invalid file path: \"" + path + "\". File path needs to be relative to the"
                    + " pack directory (" + folder.path() + "). For example \"my_action.py\".");
        }
        ShownFile file =
                ShownFile.of(folder, path).orElseThrow(() -> new NotFoundException("File \"" + path + "\" not found"));
        if (file.isTooLarge()) {
            throw new BadRequestException(
                    "File " + path + " exceeds maximum allowed file size (" + ShownFile.LARGEST + " bytes)");
        }
        boolean known = file.isKnown(
                headers.getHeaderString(HttpHeaders.IF_NONE_MATCH),
                headers.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE));
        Response.ResponseBuilder answer = known ? Response.notModified() : Response.ok(file.bytes(), FileType.of(path));
        return answer.header(HttpHeaders.ETAG, file.tag())
                .header(HttpHeaders.LAST_MODIFIED, file.lastModified())
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    @POST
    @Path("register")
    public ObjectNode register(byte @Nullable [] given, @Context HttpHeaders headers, @Context UriInfo uri) {
        JsonNode body = RequestBody.object(given == null ? new byte[0] : given);
        RegistrationRequest.fault(body).ifPresent(PackResource::refuse);
        RegistrationRequest request = RegistrationRequest.of(body);
        Registration.Registered registered =
                metrics.measured(() -> registration.register(request, PassedOn.of(headers, uri)));
        held.forget();
        if (request.failOnFailure() || registered.counts().isEmpty()) {
            registered.faults().stream().findFirst().ifPresent(PackResource::refuse);
        }
        Log.infof(
                "packs registered counts=%s unusable=%d",
                registered.counts(), registered.faults().size());
        return Json.tree(registered.counts());
    }

    @POST
    @Path("install")
    public void install(byte[] given) {
        RequestBody.check(RequestBody.object(given), NAMED);
        refuse("Action \"packs.install\" cannot be found.");
    }

    @POST
    @Path("uninstall")
    public void uninstall(byte[] given) {
        RequestBody.check(RequestBody.object(given), NAMED);
        refuse("Action \"packs.uninstall\" cannot be found.");
    }

    /** No index is ever asked for: packs are copied to the disk and registered. */
    @GET
    @Path("index")
    public ObjectNode index() {
        ObjectNode answer = Json.object();
        answer.putObject("index");
        answer.putArray("status");
        return answer;
    }

    @POST
    @Path("index/search")
    public List<ObjectNode> search(byte[] given) {
        JsonNode body = RequestBody.object(given);
        if (!body.hasNonNull("query") && !body.hasNonNull("pack")) {
            refuse("'query' or 'pack' is required");
        }
        return List.of();
    }

    @GET
    @Path("index/health")
    public ObjectNode health() {
        ObjectNode answer = Json.object();
        ObjectNode indexes = answer.putObject("indexes");
        indexes.put("count", 0).put("valid", 0).put("invalid", 0).putObject("errors");
        indexes.putArray("status");
        answer.putObject("packs").put("count", 0);
        return answer;
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
    }

    private Pack found(String refOrId) {
        Optional<Pack> pack = packs.find(refOrId);
        return pack.orElseThrow(() -> new NotFoundException("Resource with a ref or id \"" + refOrId + "\" not found"));
    }

    private static void refuse(String reason) {
        throw new BadRequestException(reason);
    }
}
