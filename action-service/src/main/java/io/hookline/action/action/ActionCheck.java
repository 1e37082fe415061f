package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.schema.SchemaCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Tells why an action of the right shape can't be saved: what its parameters say together, and of its runner's. Pure. */
final class ActionCheck {
    private static final String NO_ID = "0".repeat(24);

    private ActionCheck() {}

    static Optional<String> fault(ActionDraft draft, RunnerType runnerType) {
        return overrideFault(draft, runnerType)
                .or(() -> fixedFault(draft.parameters(), runnerType))
                .or(() -> positionFault(draft.parameters()))
                .or(() -> schemaFault("parameters", whole(draft.parameters())))
                .or(() -> draft.outputSchema().path("type").isTextual()
                        ? schemaFault("output_schema", draft.outputSchema())
                        : Optional.empty());
    }

    private static Optional<String> overrideFault(ActionDraft draft, RunnerType runnerType) {
        try {
            ActionParameters.of(draft.action(NO_ID), runnerType);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Optional<String> fixedFault(ObjectNode parameters, RunnerType runnerType) {
        return parameters.properties().stream()
                .filter(parameter -> parameter.getValue().path("immutable").asBoolean())
                .map(Map.Entry::getKey)
                .filter(name -> !parameters.path(name).has("default")
                        && !runnerType.runnerParameters().path(name).has("default"))
                .findFirst()
                .map(name -> "Immutable param " + name + " requires a default value.");
    }

    private static Optional<String> positionFault(ObjectNode parameters) {
        Map<Integer, String> byPosition = new HashMap<>();
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            JsonNode position = parameter.getValue().path("position");
            if (!position.isNumber()) {
                continue;
            }
            String other = byPosition.putIfAbsent(position.intValue(), parameter.getKey());
            if (other != null) {
                return Optional.of("Parameters " + parameter.getKey() + " and " + other + " have same position "
                        + position.intValue() + ". Position values have to be unique.");
            }
        }
        List<Integer> supplied = List.copyOf(new TreeMap<>(byPosition).keySet());
        boolean contiguous =
                IntStream.range(1, supplied.size()).allMatch(i -> supplied.get(i) == supplied.get(i - 1) + 1);
        return contiguous
                ? Optional.empty()
                : Optional.of("Positions supplied " + supplied + " for parameters are not contiguous.");
    }

    private static ObjectNode whole(ObjectNode parameters) {
        return Json.object().put("type", "object").set("properties", parameters);
    }

    private static Optional<String> schemaFault(String field, ObjectNode schema) {
        return SchemaCheck.schemaFault(schema).map(fault -> "The schema in " + field + " is not valid: " + fault);
    }
}
