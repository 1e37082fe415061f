package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import io.hookline.common.model.Ids;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;

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
            "rule",
            "enforced_at",
            "status");

    private final RuleEnforcements enforcements;

    RuleEnforcementResource(RuleEnforcements enforcements) {
        this.enforcements = enforcements;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), DEFAULT_LIMIT).checkIncluded(FIELDS);
        RuleEnforcements.Listed listed = enforcements.list(query);
        return query.answer(listed.page(), listed.total(), ALWAYS);
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return Optional.of(id)
                .filter(Ids::isId)
                .flatMap(enforcements::get)
                .orElseThrow(() -> new NotFoundException("Unable to identify resource with id \"" + id + "\"."));
    }
}
