package io.hookline.action.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task of a chain.
 *
 * @param ref of the action
 * @param parameters templates by name
 * @param onSuccess name of the task after it, or a template of such a name
 * @param publish templates by the name under which later tasks see them
 * @param notification whom to tell at its end; null: what the chain's own execution says
 */
record ChainTask(
        String name,
        String ref,
        ObjectNode parameters,
        Optional<String> onSuccess,
        Optional<String> onFailure,
        ObjectNode publish,
        @Nullable ObjectNode notification) {
    static ChainTask of(ObjectNode node) {
        return new ChainTask(
                node.path("name").asText(),
                node.path("ref").asText(),
                object(node.path("params").isEmpty() ? node.path("parameters") : node.path("params")),
                name(node, "on-success"),
                name(node, "on-failure"),
                object(node.path("publish")),
                node.path("notify") instanceof ObjectNode notify ? notify : null);
    }

    private static ObjectNode object(JsonNode value) {
        return value instanceof ObjectNode object ? object : Json.object();
    }

    private static Optional<String> name(ObjectNode node, String way) {
        return Optional.of(node.path(way).asText("")).filter(name -> !name.isEmpty());
    }

    /** As the context of its execution shows it. */
    ObjectNode shown() {
        ObjectNode shown = Json.object().put("name", name).put("ref", ref);
        shown.putObject("params");
        shown.set("parameters", parameters);
        shown.put("on_success", onSuccess.orElse(""));
        shown.put("on_failure", onFailure.orElse(""));
        shown.set("publish", publish);
        shown.set("notify", notification == null ? Json.object() : notification);
        return shown;
    }
}
