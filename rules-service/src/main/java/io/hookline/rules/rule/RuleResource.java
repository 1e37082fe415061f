package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.Conflict;
import io.hookline.common.api.ListQuery;
import io.hookline.common.api.RequestBody;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;

/** {@code /v1/rules} (spec: rules-and-criteria, 2). */
@Path("/v1/rules")
@RunOnVirtualThread
public class RuleResource {
    private static final Set<String> ALWAYS = Set.of("id", "ref");
    private static final Set<String> FIELDS = Set.of(
            "id",
            "ref",
            "uid",
            "name",
            "pack",
            "description",
            "enabled",
            "type",
            "trigger",
            "criteria",
            "action",
            "context",
            "tags",
            "metadata_file",
            "throttle");

    private final Rules rules;
    private final ShownRule shown;
    private final RuleViews views;

    RuleResource(Rules rules, ShownRule shown, RuleViews views) {
        this.rules = rules;
        this.shown = shown;
        this.views = views;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = query(uri);
        Rules.Listed listed = rules.list(query);
        List<ObjectNode> page =
                listed.page().stream().map(rule -> shown(rule, query)).toList();
        return query.answer(page, listed.total(), ALWAYS);
    }

    @GET
    @Path("/{refOrId}")
    public ObjectNode get(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        return shown(found(refOrId), query(uri));
    }

    @GET
    @Path("/views")
    public Response listViews(@Context UriInfo uri) {
        ListQuery query = query(uri);
        Rules.Listed listed = rules.list(query);
        List<ObjectNode> page = listed.page().stream()
                .map(rule -> views.described(rule, shown(rule, query)))
                .toList();
        return query.answer(page, listed.total(), ALWAYS);
    }

    @GET
    @Path("/views/{refOrId}")
    public ObjectNode getView(@PathParam("refOrId") String refOrId, @Context UriInfo uri) {
        Rule rule = found(refOrId);
        return views.described(rule, shown(rule, query(uri)));
    }

    @POST
    public Response create(byte[] body, @Context SecurityContext security) {
        Rule rule = saved(rules.create(draft(body, security)), "");
        return Response.status(Response.Status.CREATED)
                .entity(shown.masked(rule))
                .build();
    }

    @PUT
    @Path("/{refOrId}")
    public ObjectNode change(@PathParam("refOrId") String refOrId, byte[] body, @Context SecurityContext security) {
        RuleDraft draft = draft(body, security);
        return shown.masked(saved(rules.change(refOrId, draft), refOrId));
    }

    @DELETE
    @Path("/{refOrId}")
    public void delete(@PathParam("refOrId") String refOrId) {
        switch (rules.delete(refOrId)) {
            case Rules.Saving.Deleted() -> {}
            case Rules.Saving other -> saved(other, refOrId);
        }
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.of(uri.getQueryParameters(), ListQuery.ALL).checkIncluded(FIELDS);
    }

    private ObjectNode shown(Rule rule, ListQuery query) {
        return query.flag("show_secrets").orElse(false) ? shown.withSecrets(rule) : shown.masked(rule);
    }

    private Rule found(String refOrId) {
        return rules.get(refOrId).orElseThrow(() -> missing(refOrId));
    }

    private static RuleDraft draft(byte[] given, SecurityContext security) {
        JsonNode body = RequestBody.json(given);
        RuleDraft.fault(body).ifPresent(fault -> {
            throw new BadRequestException(fault);
        });
        return RuleDraft.of(body, security.getUserPrincipal().getName());
    }

    private static Rule saved(Rules.Saving saving, String refOrId) {
        return switch (saving) {
            case Rules.Saving.Done(var rule) -> rule;
            case Rules.Saving.Refused(var fault) -> throw new BadRequestException(fault.reason());
            case Rules.Saving.Taken(var other) -> throw new Conflict(other.id(), other.uid());
            case Rules.Saving.KeptInFile(var rule, var file) ->
                throw new ClientErrorException(
                        "Rule \"" + rule.ref() + "\" is kept in the file " + file + "; change it there",
                        Response.Status.CONFLICT);
            case Rules.Saving.Missing() -> throw missing(refOrId);
            case Rules.Saving.Deleted() -> throw missing(refOrId);
        };
    }

    private static NotFoundException missing(String refOrId) {
        return new NotFoundException("Resource with a reference or id \"" + refOrId + "\" not found");
    }
}
