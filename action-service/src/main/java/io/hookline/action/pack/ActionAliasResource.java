package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonPattern;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /v1/actionalias} (spec: packs-and-datastore, 7.2): aliases, what may be said by them, and which of them a command is meant for.
 */
@Path("/v1/actionalias")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class ActionAliasResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final JsonNode MATCH = Json.stored("""
            {"type": "object", "properties": {"command": {"type": "string", "required": true}}}""");
    private static final Set<String> FIELDS = Json.fields(ActionAlias.class);
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final List<String> FILTERS = List.of("name", "pack", "id", "ref");

    private final ActionAliases aliases;

    ActionAliasResource(ActionAliases aliases) {
        this.aliases = aliases;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        return query(uri).answerFrom(aliases.all().stream().map(Json::tree).toList(), FILTERS, ALWAYS);
    }

    /**
     * What may be said.
     *
     * @param filter regular expression that is found in what is displayed, in any case
     */
    @GET
    @Path("help")
    public ObjectNode help(
            @QueryParam("filter") @DefaultValue("") String filter,
            @QueryParam("pack") @DefaultValue("") String pack,
            @Context UriInfo uri) {
        List<ObjectNode> all = new ArrayList<>();
        PythonPattern wanted = pattern(filter);
        for (ActionAlias alias : aliases.all()) {
            if (alias.enabled() && (pack.isEmpty() || alias.pack().equals(pack))) {
                for (JsonNode format : alias.formats()) {
                    String display = ActionAlias.display(format);
                    if (!display.isEmpty() && wanted.search(display)) {
                        all.add(Json.object()
                                .put("pack", alias.pack())
                                .put("display", display)
                                .put("description", alias.description()));
                    }
                }
            }
        }
        ObjectNode answer = Json.object().put("available", all.size());
        ListQuery query = query(uri);
        all.stream()
                .skip(query.offset())
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .forEach(answer.putArray("helpstrings")::add);
        return answer;
    }

    private static PythonPattern pattern(String filter) {
        try {
            return PythonPattern.read(filter, PythonPattern.Flag.IGNORE_CASE);
        } catch (PythonError e) {
            throw new BadRequestException("Parameter \"filter\" is no regular expression: " + e.getMessage(), e);
        }
    }

    /** The alias that a command is meant for. */
    @POST
    @Path("match")
    public ObjectNode match(byte[] given) {
        ObjectNode body = RequestBody.object(given);
        RequestBody.check(body, MATCH);
        String command = body.path("command").textValue();
        List<AliasMatch> matches = AliasMatch.of(aliases.all(), command);
        AliasMatch.fault(matches, command).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return matches.getFirst().shown();
    }

    @GET
    @Path("{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return query(uri).cut(Json.tree(found(refOrId)), ALWAYS);
    }

    @POST
    public Response create(byte[] given) {
        JsonNode body = body(given);
        Optional<ActionAlias> other = aliases.find(ActionAlias.ref(body));
        if (other.isPresent()) {
            throw new Conflict(other.get().id(), other.get().uid());
        }
        ActionAlias saved = aliases.save(ActionAlias.ref(body), id -> ActionAlias.of(id, body));
        return Response.status(Response.Status.CREATED).entity(Json.tree(saved)).build();
    }

    @PUT
    @Path("{refOrId}")
    public ObjectNode change(@PathParam("refOrId") String refOrId, byte[] given) {
        ActionAlias old = found(refOrId);
        ActionAlias changed = ActionAlias.of(old.id(), body(given));
        aliases.replace(changed).ifPresent(other -> {
            throw new Conflict(other.id(), other.uid());
        });
        return Json.tree(changed);
    }

    @DELETE
    @Path("{refOrId}")
    public void delete(@PathParam("refOrId") String refOrId) {
        if (!aliases.delete(found(refOrId).id())) {
            throw missing(refOrId);
        }
    }

    private static JsonNode body(byte[] given) {
        JsonNode body = RequestBody.object(given);
        ActionAlias.fault(body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return body;
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
    }

    private ActionAlias found(String refOrId) {
        return aliases.find(refOrId).orElseThrow(() -> missing(refOrId));
    }

    private static NotFoundException missing(String refOrId) {
        return new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found");
    }
}
