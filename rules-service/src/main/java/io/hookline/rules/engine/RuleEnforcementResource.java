package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.auth.PassedOn;
import io.hookline.common.model.Ids;
import io.hookline.rules.trigger.TriggerInstances;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code /v1/ruleenforcements} (spec: rules-and-criteria, 3). */
@Path("/v1/ruleenforcements")
@RunOnVirtualThread
public class RuleEnforcementResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS = Set.of(
            "id",
            "trigger_instance_id",
            "execution_id",
            "failed_execution_id",
            "failure_reason",
            "throttle_reason",
            "rule",
            "enforced_at",
            "status");
    private static final Set<String> VIEW_FIELDS = Stream.concat(
                    FIELDS.stream(), Stream.of("trigger_instance", "execution"))
            .collect(Collectors.toUnmodifiableSet());
    private static final long SOON = 1;

    private final RuleEnforcements enforcements;
    private final TriggerInstances instances;
    private final Executions executions;

    RuleEnforcementResource(RuleEnforcements enforcements, TriggerInstances instances, Executions executions) {
        this.enforcements = enforcements;
        this.instances = instances;
        this.executions = executions;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        RuleEnforcements.Listed listed = enforcements.list(query);
        return query.answer(listed.page(), listed.total(), ALWAYS);
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id, @Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        return query.cut(found(id), ALWAYS);
    }

    @GET
    @Path("/views")
    public Response listViews(@Context UriInfo uri, @Context HttpHeaders headers) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(VIEW_FIELDS);
        RuleEnforcements.Listed listed = enforcements.list(query);
        return query.answer(views(listed.page(), query, PassedOn.of(headers, uri)), listed.total(), ALWAYS);
    }

    @GET
    @Path("/views/{id}")
    public ObjectNode getView(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(VIEW_FIELDS);
        List<ObjectNode> view = views(List.of(found(id)), query, PassedOn.of(headers, uri));
        return query.cut(view.getFirst(), ALWAYS);
    }

    /** What nobody wants to see is not looked up. */
    private List<ObjectNode> views(List<ObjectNode> shown, ListQuery query, Optional<PassedOn> credential) {
        return RuleEnforcementViews.of(
                shown,
                query.wants("trigger_instance")
                        ? instances.shown(RuleEnforcementViews.triggerInstances(shown))
                        : Map.of(),
                query.wants("execution")
                        ? executions(
                                RuleEnforcementViews.executions(shown),
                                credential,
                                query.flag("show_secrets").orElse(false))
                        : Map.of());
    }

    private Map<String, ObjectNode> executions(Set<String> ids, Optional<PassedOn> credential, boolean showSecrets) {
        return switch (executions.find(ids, credential, showSecrets)) {
            case Executions.Asked.Found(var found) -> found;
            case Executions.Asked.Unanswered() ->
                throw new ServiceUnavailableException(
                        "The executions can't be asked for now, try again later, or without them:"
                                + " exclude_attributes=execution.",
                        SOON);
        };
    }

    private ObjectNode found(String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(enforcements::get)
                .orElseThrow(() -> new NotFoundException("Unable to identify resource with id \"" + id + "\"."));
    }
}
