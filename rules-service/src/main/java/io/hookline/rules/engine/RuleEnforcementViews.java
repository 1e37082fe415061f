package io.hookline.rules.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Enforcements as the web interface's history of a rule shows them: each with the instance it answers and the execution that came of it,
 * or {@code {}} where there is none (spec: rules-and-criteria, 3). Pure.
 */
final class RuleEnforcementViews {
    private RuleEnforcementViews() {}

    /** The ids of the instances that these answer. */
    static Set<String> triggerInstances(List<ObjectNode> enforcements) {
        return enforcements.stream()
                .map(enforcement -> enforcement.path("trigger_instance_id").asText())
                .collect(Collectors.toSet());
    }

    /** The ids of the executions that came of these, failed ones among them. */
    static Set<String> executions(List<ObjectNode> enforcements) {
        return enforcements.stream()
                .flatMap(enforcement -> execution(enforcement).stream())
                .collect(Collectors.toSet());
    }

    /**
     * @param enforcements as their own list shows them
     * @param instances by id
     * @param executions by id
     */
    static List<ObjectNode> of(
            List<ObjectNode> enforcements, Map<String, ObjectNode> instances, Map<String, ObjectNode> executions) {
        return enforcements.stream()
                .map(enforcement -> {
                    ObjectNode view = enforcement.deepCopy();
                    view.set(
                            "trigger_instance",
                            instances.getOrDefault(
                                    enforcement.path("trigger_instance_id").asText(), Json.object()));
                    view.set(
                            "execution",
                            execution(enforcement).map(executions::get).orElseGet(Json::object));
                    return view;
                })
                .toList();
    }

    private static Optional<String> execution(ObjectNode enforcement) {
        return Stream.of("execution_id", "failed_execution_id")
                .filter(enforcement::has)
                .map(field -> enforcement.path(field).asText())
                .findFirst();
    }
}
