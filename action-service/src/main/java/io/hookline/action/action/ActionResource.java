package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.pack.FileType;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.Ref;
import io.hookline.common.model.RunnerType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /v1/actions} (spec: actions-and-runners, 1). */
@Path("/v1/actions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ActionResource {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "ref",
            "uid",
            "name",
            "pack",
            "description",
            "enabled",
            "runner_type",
            "entry_point",
            "parameters",
            "output_schema",
            "tags",
            "notify",
            "metadata_file",
            "on_worker_lost");
    private static final Set<String> DROPPABLE = Set.of("parameters", "notify");
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final List<String> FILTERS = List.of("name", "pack", "runner_type", "enabled", "id", "ref");

    private static final String SYSTEM_PACK = "core";

    /** Packs that nothing is cloned into. */
    private static final Set<String> CLOSED_TO_CLONES = Set.of("core", "chatops", "packs", "linux");

    private static final JsonNode DELETION = Json.stored("""
            {"type": "object", "properties": {"remove_files": {"type": "boolean"}}}""");

    private static final JsonNode CLONE = Json.stored("""
            {"type": "object", "additionalProperties": false, "properties": {
              "dest_pack": {"type": "string", "required": true},
              "dest_action": {"type": "string", "required": true, "minLength": 1},
              "overwrite": {"type": "boolean"}}}""");

    private final Actions actions;
    private final ActionFiles files;
    private final ParameterResolver parameters;

    ActionResource(Actions actions, ActionFiles files, ParameterResolver parameters) {
        this.actions = actions;
        this.files = files;
        this.parameters = parameters;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return answer(uri, Json::tree);
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(Json.tree(find(refOrId)), ALWAYS);
    }

    /** Runner's and action's parameters merged. */
    @GET
    @Path("views/parameters/{refOrId}")
    public ObjectNode mergedParameters(@PathParam("refOrId") String refOrId) {
        return Json.object().set("parameters", merged(find(refOrId)));
    }

    @GET
    @Path("views/overview")
    public Response overviews(@Context UriInfo uri) {
        return answer(uri, this::overview);
    }

    @GET
    @Path("views/overview/{refOrId}")
    public ObjectNode overview(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(overview(find(refOrId)), ALWAYS);
    }

    /** The file that the action runs, as it is on the disk. */
    @GET
    @Path("views/entry_point/{refOrId}")
    @Produces(MediaType.WILDCARD)
    public Response entryPoint(@PathParam("refOrId") String refOrId) {
        return files.entryPoint(find(refOrId))
                .map(file ->
                        Response.ok(file.toFile(), FileType.of(file.toString())).build())
                .orElseThrow(
                        () -> new NotFoundException("Action ref_or_id=" + refOrId + " has no entry_point to output"));
    }

    @POST
    public Response create(byte[] given) {
        ObjectNode body = RequestBody.object(given);
        ActionDraft draft = draft(body);
        actions.find(draft.ref()).ifPresent(other -> {
            throw new Conflict(other.id(), other.uid());
        });
        Action created = saved(actions.create(draft, written(draft.pack(), body)), "");
        return Response.status(Response.Status.CREATED)
                .entity(Json.tree(created))
                .build();
    }

    @PUT
    @Path("{refOrId}")
    public ObjectNode change(@PathParam("refOrId") String refOrId, byte[] given) {
        Action old = find(refOrId);
        refuseSystemPack(old.pack());
        ObjectNode body = RequestBody.object(given);
        ActionDraft draft = draft(body);
        actions.find(draft.ref()).filter(other -> !other.id().equals(old.id())).ifPresent(other -> {
            throw new Conflict(other.id(), other.uid());
        });
        return Json.tree(saved(actions.change(old.id(), draft, written(draft.pack(), body)), refOrId));
    }

    /**
     * @param given {@code {"remove_files": true}}, or nothing; the {@code st2} command line sends it without a content type
     */
    @DELETE
    @Path("{refOrId}")
    @Consumes(MediaType.WILDCARD)
    public void delete(@PathParam("refOrId") String refOrId, byte @Nullable [] given) {
        Action action = find(refOrId);
        refuseSystemPack(action.pack());
        ObjectNode body = RequestBody.optionalObject(given == null ? new byte[0] : given);
        RequestBody.check(body, DELETION);
        saved(actions.delete(action.id()), refOrId);
        if (body.path("remove_files").asBoolean()) {
            files.delete(action);
        }
    }

    /** Copies an action and its files into a pack. */
    @POST
    @Path("{refOrId}/clone")
    public Response copy(@PathParam("refOrId") String refOrId, byte[] given) {
        Action source = find(refOrId);
        ObjectNode body = RequestBody.object(given);
        RequestBody.check(body, CLONE);
        var ref = new Ref(
                body.path("dest_pack").asText(), body.path("dest_action").asText());
        if (CLOSED_TO_CLONES.contains(ref.pack())) {
            refuseSystemPack(SYSTEM_PACK);
        }
        if (!files.hasPack(ref.pack())) {
            refuse("Destination pack '" + ref.pack() + "' doesn't exist");
        }
        Optional<Action> there = actions.find(ref.toString());
        if (there.isPresent() && !body.path("overwrite").asBoolean()) {
            refuse("The requested destination action already exists");
        }
        ActionDraft copy = ActionDraft.copy(source, ref, ActionFiles.entryPointOfCopy(source, ref.name()));
        List<java.nio.file.Path> written = written(files.copy(source, copy));
        Action cloned = saved(
                there.isPresent() ? actions.change(there.get().id(), copy, written) : actions.create(copy, written),
                refOrId);
        return Response.status(Response.Status.CREATED)
                .entity(Json.tree(cloned))
                .build();
    }

    private ActionDraft draft(ObjectNode body) {
        ActionDraft.fault(body).ifPresent(ActionResource::refuse);
        ActionDraft draft = ActionDraft.of(body);
        refuseSystemPack(draft.pack());
        RunnerType runnerType = actions.findRunnerType(draft.runnerType())
                .orElseThrow(() -> new BadRequestException("RunnerType " + draft.runnerType()
                        + " is not found. The runner types there are: "
                        + actions.allRunnerTypes().stream()
                                .map(RunnerType::name)
                                .collect(Collectors.joining(", "))));
        if (!files.hasPack(draft.pack())) {
            refuse("Content pack \"" + draft.pack() + "\" is not found or doesn't contain actions directory."
                    + " Make the pack's folder on the search path of packs first.");
        }
        ActionCheck.fault(draft, runnerType)
                .or(() -> files.fault(draft.pack(), body.path("data_files")))
                .ifPresent(ActionResource::refuse);
        return draft;
    }

    private List<java.nio.file.Path> written(String pack, ObjectNode body) {
        return written(files.write(pack, body.path("data_files")));
    }

    private static List<java.nio.file.Path> written(ActionFiles.Writing writing) {
        return switch (writing) {
            case ActionFiles.Writing.Done(var written) -> written;
            case ActionFiles.Writing.Refused(var reason) -> throw new BadRequestException(reason);
        };
    }

    private static Action saved(Actions.Saving saving, String refOrId) {
        return switch (saving) {
            case Actions.Saving.Done(var action) -> action;
            case Actions.Saving.Deleted(var action) -> action;
            case Actions.Saving.Taken(var other) -> throw new Conflict(other.id(), other.uid());
            case Actions.Saving.Missing() -> throw missing(refOrId);
            case Actions.Saving.Registered() -> throw new IllegalStateException("one action was saved, not several");
        };
    }

    private static void refuseSystemPack(String pack) {
        if (pack.equals(SYSTEM_PACK)) {
            refuse("Resources belonging to system level packs can't be manipulated");
        }
    }

    private static void refuse(String reason) {
        throw new BadRequestException(reason);
    }

    private ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), ListQuery.ALL)
                .checkIncluded(FIELDS)
                .checkExcluded(DROPPABLE);
    }

    private Response answer(UriInfo uri, Function<Action, ObjectNode> shown) {
        ListQuery query = query(uri);
        return query.answerFrom(
                actions.all().stream()
                        .filter(action -> query.text("tags")
                                .map(tag -> hasTag(action, tag))
                                .orElse(true))
                        .map(shown)
                        .toList(),
                FILTERS,
                ALWAYS);
    }

    private static boolean hasTag(Action action, String nameAndValue) {
        int colon = nameAndValue.indexOf(':');
        String name = colon < 0 ? nameAndValue : nameAndValue.substring(0, colon);
        for (JsonNode tag : action.tags()) {
            boolean sameValue = colon < 0 || tag.path("value").asText().equals(nameAndValue.substring(colon + 1));
            if (tag.path("name").asText().equals(name) && sameValue) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode overview(Action action) {
        return Json.tree(action).set("parameters", merged(action));
    }

    private ObjectNode merged(Action action) {
        return actions.findRunnerType(action.runnerType())
                .map(runnerType -> parameters.merged(action, runnerType))
                .orElse(action.parameters());
    }

    private Action find(String refOrId) {
        return actions.find(refOrId).orElseThrow(() -> missing(refOrId));
    }

    private static NotFoundException missing(String refOrId) {
        return new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found");
    }
}
