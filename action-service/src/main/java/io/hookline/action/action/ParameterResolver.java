package io.hookline.action.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.pack.PackConfigs;
import io.hookline.action.pack.PackConfigs.Rendered;
import io.hookline.common.datastore.KnownKeys;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import io.hookline.common.parameters.ActionParameters;
import io.hookline.common.parameters.ActionParameters.Outcome;
import io.hookline.common.parameters.ParameterContext;
import io.hookline.common.secret.SecretBox;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From the parameters that were asked for to those that are run: an action's schema is read once for each version of it, then every
 * execution of it goes through what was read.
 */
@Singleton
public final class ParameterResolver {
    private static final int HELD = 1000;

    private final SecretBox box;
    private final KnownKeys keys;
    private final PackConfigs configs;
    private final Map<Versions, ActionParameters> held = new ConcurrentHashMap<>();

    ParameterResolver(SecretBox box, KnownKeys keys, PackConfigs configs) {
        this.box = box;
        this.keys = keys;
        this.configs = configs;
    }

    /**
     * What is done when an execution is asked for; secrets are sealed in what comes out.
     *
     * @param rendered names of those that have been rendered before
     * @throws IllegalArgumentException if the action changes what it may not of a runner's parameter
     */
    public Outcome request(
            Action action, RunnerType runnerType, ObjectNode given, Set<String> rendered, ObjectNode executionContext) {
        ActionParameters parameters = parameters(action, runnerType);
        return switch (config(action, executionContext)) {
            case Rendered.Failed(String reason) -> new Outcome.Unrenderable(reason);
            case Rendered.Ready(ObjectNode config) ->
                sealed(parameters, parameters.request(given, rendered, context(executionContext, config)));
        };
    }

    private Outcome sealed(ActionParameters parameters, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ready(ObjectNode ready) -> new Outcome.Ready(parameters.sealed(ready, box));
            case Outcome.Unrenderable unrenderable -> unrenderable;
            case Outcome.Refused refused -> refused;
        };
    }

    /** What is done when a worker runs it: secrets opened, defaults filled in, runner's and action's values told apart. */
    public ActionParameters.RunOutcome resolve(
            Action action, RunnerType runnerType, ObjectNode requested, ObjectNode executionContext) {
        ActionParameters parameters = parameters(action, runnerType);
        return switch (config(action, executionContext)) {
            case Rendered.Failed(String reason) -> new ActionParameters.RunOutcome.Failed(reason);
            case Rendered.Ready(ObjectNode config) ->
                parameters.run(parameters.opened(requested, box), context(executionContext, config));
        };
    }

    /** Parameters that were not rendered, to be stored all the same. */
    public ObjectNode sealed(Action action, RunnerType runnerType, ObjectNode parameters) {
        return parameters(action, runnerType).sealed(parameters, box);
    }

    /**
     * Stored parameters as they were given.
     *
     * @throws io.hookline.common.secret.SecretUnreadable if a secret was sealed under another key
     */
    public ObjectNode opened(Action action, RunnerType runnerType, ObjectNode parameters) {
        return parameters(action, runnerType).opened(parameters, box);
    }

    /** Stored parameters as they were given, and the defaults of what was not; templates in defaults unrendered. */
    public ObjectNode effective(Action action, RunnerType runnerType, ObjectNode parameters) {
        ObjectNode effective = Json.object();
        merged(action, runnerType).properties().forEach(parameter -> {
            if (parameter.getValue().hasNonNull("default")) {
                effective.set(parameter.getKey(), parameter.getValue().get("default"));
            }
        });
        return effective.setAll(opened(action, runnerType, parameters));
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

    /** The configuration of an action's pack as an execution sees it. */
    public Rendered config(Action action, ObjectNode executionContext) {
        return configs.of(action.pack(), user(executionContext));
    }

    private ParameterContext context(ObjectNode executionContext, ObjectNode config) {
        return new ParameterContext(
                Map.of("action_context", executionContext, "config_context", config), keys.of(user(executionContext)));
    }

    private static String user(ObjectNode executionContext) {
        JsonNode user = executionContext.hasNonNull("api_user")
                ? executionContext.get("api_user")
                : executionContext.path("user");
        return user.asText();
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
