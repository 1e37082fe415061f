package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Cast;
import io.hookline.expressions.template.ParameterValues;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an action and its runner declare of their parameters: attribute by attribute the action's, else the runner's (spec: executions,
 * 4.1).
 *
 * @param runner the runner type's own, by name
 * @param merged all of them, the runner's first
 */
record ParameterSchema(ObjectNode action, ObjectNode runner, ObjectNode merged) {
    private static final String CONFIG = "config_context";
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());
    private static final Set<String> OVERRIDABLE = Set.of("default", "description", "enum", "immutable", "required");

    /**
     * @throws IllegalArgumentException if the action changes what it may not of a runner's parameter
     */
    static ParameterSchema of(Action action, RunnerType runnerType) {
        ObjectNode merged = Json.object();
        for (Map.Entry<String, JsonNode> parameter :
                runnerType.runnerParameters().properties()) {
            merged.set(parameter.getKey(), attributes(parameter.getValue()).deepCopy());
        }
        for (Map.Entry<String, JsonNode> parameter : action.parameters().properties()) {
            String name = parameter.getKey();
            ObjectNode attributes = attributes(parameter.getValue());
            if (merged.get(name) instanceof ObjectNode ofRunner) {
                override(ofRunner, attributes, name, action.ref());
            } else {
                merged.set(name, attributes.deepCopy());
            }
        }
        return new ParameterSchema(action.parameters(), runnerType.runnerParameters(), merged);
    }

    private static void override(ObjectNode ofRunner, ObjectNode ofAction, String name, String action) {
        for (Map.Entry<String, JsonNode> attribute : ofAction.properties()) {
            JsonNode inherited = ofRunner.path(attribute.getKey());
            boolean same = attribute.getValue().equals(inherited)
                    || (attribute.getValue().isNull() && inherited.isMissingNode());
            if (!same && !OVERRIDABLE.contains(attribute.getKey())) {
                throw new IllegalArgumentException(
                        "The attribute \"" + attribute.getKey() + "\" for the runner parameter \"" + name
                                + "\" in action \"" + action + "\" cannot be overridden.");
            }
            ofRunner.set(attribute.getKey(), attribute.getValue().deepCopy());
        }
    }

    /**
     * The same for who doesn't know the configurations of packs: parameters whose default needs one, by itself or by another such
     * parameter, have none, and need not be given.
     */
    ParameterSchema withoutConfig() {
        Set<String> left = new HashSet<>();
        boolean more = true;
        while (more) {
            more = left.addAll(names().stream()
                    .filter(name -> needs(defaultOf(name), left))
                    .toList());
        }
        return left.isEmpty()
                ? this
                : new ParameterSchema(optional(action, left), optional(runner, left), optional(merged, left));
    }

    private static boolean needs(JsonNode value, Set<String> names) {
        return ParameterValues.names(PythonValues.of(value), TEMPLATES).stream()
                .anyMatch(name -> name.equals(CONFIG) || names.contains(name));
    }

    private static ObjectNode optional(ObjectNode schemas, Set<String> names) {
        ObjectNode changed = schemas.deepCopy();
        names.forEach(name -> attributes(changed.path(name)).remove(List.of("default", "required")));
        return changed;
    }

    private static ObjectNode attributes(JsonNode parameter) {
        return parameter instanceof ObjectNode attributes ? attributes : Json.object();
    }

    /** The action's default unless it is absent or null, else the runner's; null if neither has one. */
    JsonNode defaultOf(String name) {
        JsonNode ofAction = action.path(name).path("default");
        JsonNode chosen = ofAction.isMissingNode() || ofAction.isNull()
                ? runner.path(name).path("default")
                : ofAction;
        return chosen.isMissingNode() ? NullNode.getInstance() : chosen;
    }

    /** Whether the default is text that is read as a template; lists and objects that hold some do not count (spec: templating, 1). */
    boolean hasTemplateDefault(String name) {
        JsonNode value = defaultOf(name);
        return value.isTextual() && Template.isTemplate(value.textValue());
    }

    /** Whether either of both fixes it. */
    boolean isImmutable(String name) {
        return action.path(name).path("immutable").asBoolean()
                || runner.path(name).path("immutable").asBoolean();
    }

    boolean isOfRunner(String name) {
        return runner.has(name);
    }

    /** How values of the parameter are cast; empty: not at all. */
    Optional<Cast> castOf(String name) {
        return Optional.ofNullable(merged.path(name).path("type").textValue()).flatMap(Cast::to);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        merged.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Names whose default is a template that was rendered to null: it must not be filled in once more as it stands. */
    Set<String> defaultsThatAreNullIn(ObjectNode values) {
        Set<String> names = new LinkedHashSet<>();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (value.getValue().isNull() && merged.path(value.getKey()).hasNonNull("default")) {
                names.add(value.getKey());
            }
        }
        return names;
    }

    /**
     * All of them as one object that admits nothing else.
     *
     * @param withoutDefault names whose default is left out
     */
    ObjectNode whole(Set<String> withoutDefault) {
        ObjectNode properties = merged.deepCopy();
        for (String name : withoutDefault) {
            attributes(properties.path(name)).remove("default");
        }
        ObjectNode whole = Json.object();
        whole.put("type", "object").put("additionalProperties", false).set("properties", properties);
        return whole;
    }
}
