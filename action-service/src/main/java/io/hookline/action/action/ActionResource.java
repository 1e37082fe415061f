package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
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
            "metadata_file");
    private static final Set<String> DROPPABLE = Set.of("parameters", "notify");
    private static final Set<String> ALWAYS = Set.of("id", "ref");

    private final Actions actions;
    private final ParameterResolver parameters;

    ActionResource(Actions actions, ParameterResolver parameters) {
        this.actions = actions;
        this.parameters = parameters;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        return answer(query, matching(query).stream().map(Json::tree).toList());
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
        ListQuery query = query(uri);
        return answer(query, matching(query).stream().map(this::overview).toList());
    }

    @GET
    @Path("views/overview/{refOrId}")
    public ObjectNode overview(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(overview(find(refOrId)), ALWAYS);
    }

    private ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), ListQuery.ALL)
                .checkIncluded(FIELDS)
                .checkExcluded(DROPPABLE);
    }

    private List<Action> matching(ListQuery query) {
        List<String> ids = query.texts("id");
        return actions.all().stream()
                .filter(action -> query.text("name").map(action.name()::equals).orElse(true))
                .filter(action -> query.text("pack").map(action.pack()::equals).orElse(true))
                .filter(action -> query.text("runner_type")
                        .map(action.runnerType()::equals)
                        .orElse(true))
                .filter(action ->
                        query.text("tags").map(tag -> hasTag(action, tag)).orElse(true))
                .filter(action -> ids.isEmpty() || ids.contains(action.id()))
                .toList();
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

    static Response answer(ListQuery query, List<ObjectNode> all) {
        List<ObjectNode> page = all.stream()
                .skip(query.offset())
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .toList();
        return query.answer(page, all.size(), ALWAYS);
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
        return actions.find(refOrId)
                .orElseThrow(
                        () -> new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found"));
    }
}
