package io.hookline.action.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument;
import io.hookline.expressions.template.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An action chain as its file says. Every task that a name leads to is there.
 *
 * @param vars templates by name, rendered once at the start
 * @param tasks by name, in their order
 * @param first name of the task that begins
 */
record Chain(ObjectNode vars, Map<String, ChainTask> tasks, String first) {
    private static final int MOST_TASKS = 1000;

    /** Of the first task every name is checked; what the others have beyond these is ignored, as StackStorm does, and packs rely on it. */
    private static final String TASK = """
            {"type": "object", "additionalProperties": %s, "properties": {
                "name": {"type": "string", "required": true, "minLength": 1},
                "ref": {"type": "string", "required": true, "minLength": 1},
                "params": {"type": ["object", "null"]},
                "parameters": {"type": ["object", "null"]},
                "on-success": {"type": ["string", "null"]},
                "on-failure": {"type": ["string", "null"]},
                "publish": {"type": ["object", "null"]},
                "notify": {"type": ["object", "null"]}}}""";

    private static final JsonNode SCHEMA =
            Json.stored("""
            {"type": "object", "properties": {
                "vars": {"type": ["object", "null"]},
                "default": {"type": ["string", "null"]},
                "chain": {"type": "array", "required": true, "minItems": 1, "maxItems": %d,
                    "items": [%s], "additionalItems": %s}}}""".formatted(MOST_TASKS, TASK.formatted(false), TASK.formatted(true)));

    Chain {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    static Reading read(String yaml) {
        return switch (PythonYaml.document(yaml)) {
            case YamlDocument.Unreadable(int line, String reason) -> new Reading.Broken("line " + line + ": " + reason);
            case YamlDocument.Read(JsonNode document, Map<List<String>, Integer> lines) ->
                SchemaCheck.of(SCHEMA)
                        .firstFault(document)
                        .<Reading>map(Reading.Broken::new)
                        .orElseGet(() -> of(document));
        };
    }

    private static Reading of(JsonNode document) {
        Map<String, ChainTask> tasks = new LinkedHashMap<>();
        for (JsonNode node : document.path("chain")) {
            if (!node.path("params").isEmpty() && !node.path("parameters").isEmpty()) {
                return new Reading.Broken(
                        "Either \"params\" or \"parameters\" attribute needs to be provided, but not both, in task \""
                                + node.path("name").asText() + "\".");
            }
            ChainTask task = ChainTask.of((ObjectNode) node);
            if (tasks.put(task.name(), task) != null) {
                return new Reading.Broken("There are two tasks named \"" + task.name() + "\".");
            }
        }
        String first = document.path("default").asText("");
        return danglingName(tasks, first)
                .<Reading>map(Reading.Dangling::new)
                .orElseGet(() -> new Reading.Read(new Chain(
                        document.path("vars") instanceof ObjectNode vars ? vars : Json.object(),
                        tasks,
                        first.isEmpty() ? firstOf(tasks) : first)));
    }

    /** Names that are templates are known only when they are needed. */
    private static Optional<String> danglingName(Map<String, ChainTask> tasks, String first) {
        for (ChainTask task : tasks.values()) {
            for (Map.Entry<String, Optional<String>> way :
                    List.of(Map.entry("on-success", task.onSuccess()), Map.entry("on-failure", task.onFailure()))) {
                String name = way.getValue().orElse("");
                if (!name.isEmpty() && !Template.isTemplate(name) && !tasks.containsKey(name)) {
                    return Optional.of("Unable to find node with name \"" + name + "\" referenced in \"" + way.getKey()
                            + "\" in task \"" + task.name() + "\".");
                }
            }
        }
        return first.isEmpty() || tasks.containsKey(first)
                ? Optional.empty()
                : Optional.of("Unable to find node with name \"" + first + "\" referenced in \"default\".");
    }

    /** The one that nobody refers to. */
    private static String firstOf(Map<String, ChainTask> tasks) {
        Set<String> referred = new HashSet<>();
        tasks.values().forEach(task -> {
            task.onSuccess().ifPresent(referred::add);
            task.onFailure().ifPresent(referred::add);
        });
        List<String> names = new ArrayList<>(tasks.keySet());
        return names.stream()
                .filter(name -> !referred.contains(name))
                .findFirst()
                .orElse(names.getFirst());
    }

    /** What became of reading a file. */
    sealed interface Reading {
        record Read(Chain chain) implements Reading {}

        record Broken(String reason) implements Reading {}

        /** A chain, but one that leads to a task which is not there. */
        record Dangling(String reason) implements Reading {}
    }
}
