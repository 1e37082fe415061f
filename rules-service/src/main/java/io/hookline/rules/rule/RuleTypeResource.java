package io.hookline.rules.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.stream.Stream;

/** {@code /v1/ruletypes} (spec: rules-and-criteria, 2.2). */
@Path("/v1/ruletypes")
public class RuleTypeResource {
    @GET
    public List<ObjectNode> list() {
        return Stream.of(RuleType.values()).map(RuleType::shown).toList();
    }

    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return RuleType.named(id)
                .map(RuleType::shown)
                .orElseThrow(() -> new NotFoundException("Resource with id \"" + id + "\" not found"));
    }
}
