package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /v1/ruletypes} (spec: rules-and-criteria, 2.2). */
@Path("/v1/ruletypes")
public class RuleTypeResource {
    private static final Set<String> ALWAYS = Set.of("id");
    private static final Set<String> FIELDS = Set.of("id", "name", "description", "enabled", "parameters");

    @GET
    public Response list(@Context UriInfo uri) {
        ListQuery query = ListQuery.of(uri.getQueryParameters(), ListQuery.ALL).checkIncluded(FIELDS);
        List<ObjectNode> matching = Stream.of(RuleType.values())
                .filter(type -> query.text("name").map(type.ref()::equals).orElse(true))
                .map(RuleType::shown)
                .toList();
        List<ObjectNode> page = matching.stream()
                .skip(query.offset())
                .limit(query.limit().orElse(Integer.MAX_VALUE))
                .toList();
        return query.answer(page, matching.size(), ALWAYS);
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return RuleType.named(id)
                .map(RuleType::shown)
                .orElseThrow(() -> new NotFoundException("Resource with id \"" + id + "\" not found"));
    }
}
