package io.hookline.action.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of policy (spec: packs-and-datastore, 4.1).
 *
 * @param uid {@code policy_type:<resource type>:<name>}
 * @param parameters schema by parameter name
 */
record PolicyType(
        String id,
        String uid,
        String ref,
        String resourceType,
        String name,
        String description,
        boolean enabled,
        String module,
        ObjectNode parameters) {

    /** The parameters given, without nulls, and the defaults of those that were not given. */
    ObjectNode filled(ObjectNode given) {
        ObjectNode filled = Json.object();
        for (Map.Entry<String, JsonNode> parameter : given.properties()) {
            if (!parameter.getValue().isNull()) {
                filled.set(parameter.getKey(), parameter.getValue());
            }
        }
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            JsonNode standard = parameter.getValue().path("default");
            if (!standard.isMissingNode() && !filled.has(parameter.getKey())) {
                filled.set(parameter.getKey(), standard);
            }
        }
        return filled;
    }

    /** Why a policy of this type can't have these parameters; empty if it can. */
    Optional<String> fault(ObjectNode filled) {
        ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
        schema.set("properties", parameters);
        return SchemaCheck.firstFault(schema, filled);
    }
}
