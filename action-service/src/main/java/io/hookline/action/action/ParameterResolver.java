package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the parameters that were asked for to those that are run: an action's schema is read once for each version of it, then every
 * execution of it goes through what was read.
 */
@Singleton
public final class ParameterResolver {
    private static final int HELD = 1000;

    private final Map<Versions, ActionParameters> held = new ConcurrentHashMap<>();

    /**
     * What is done when an execution is asked for.
     *
     * @throws IllegalArgumentException if the action changes what it may not of a runner's parameter
     */
    public ActionParameters.Outcome request(
            Action action, RunnerType runnerType, ObjectNode given, ObjectNode executionContext) {
        return parameters(action, runnerType).request(given, context(executionContext));
    }

    /** What is done when a worker runs it: defaults filled in, runner's and action's values told apart. */
    public ActionParameters.RunOutcome resolve(
            Action action, RunnerType runnerType, ObjectNode requested, ObjectNode executionContext) {
        return parameters(action, runnerType).run(requested, context(executionContext));
    }

    /** Secret values replaced by asterisks. */
    public ObjectNode masked(Action action, RunnerType runnerType, ObjectNode parameters) {
        return parameters.isEmpty()
                ? parameters
                : parameters(action, runnerType).masked(parameters);
    }

    /** Runner's and action's parameters as one schema. */
    public ObjectNode merged(Action action, RunnerType runnerType) {
        return parameters(action, runnerType).merged();
    }

    private static Map<String, JsonNode> context(ObjectNode executionContext) {
        return Map.of("action_context", executionContext, "config_context", Json.object());
    }

    private ActionParameters parameters(Action action, RunnerType runnerType) {
        var versions = new Versions(action.id(), action.parameters(), runnerType.name(), runnerType.runnerParameters());
        ActionParameters known = held.get(versions);
        if (known != null) {
            return known;
        }
        ActionParameters read = ActionParameters.of(action, runnerType);
        if (held.size() >= HELD) {
            held.clear();
        }
        held.put(versions, read);
        return read;
    }

    /** What the parameters of an action follow from. */
    private record Versions(String action, ObjectNode parameters, String runnerType, ObjectNode runnerParameters) {
        @Override
        public int hashCode() {
            return 31 * action.hashCode() + runnerType.hashCode(); // the schemas are long, and seldom differ
        }
    }
}
