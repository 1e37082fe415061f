package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import java.util.Map;

/**
 * The parameters of one action: runner's and action's schemas merged, given values rendered and cast, checked (spec: executions, 4;
 * templating, 2). Pure.
 */
public final class ActionParameters {
    /**
     * @throws IllegalArgumentException if the action changes what it may not of a runner's parameter
     */
    public static ActionParameters of(Action action, RunnerType runnerType) {
        throw new UnsupportedOperationException();
    }

    /** The merged schema by parameter name, the action's attributes over the runner's. */
    public ObjectNode merged() {
        throw new UnsupportedOperationException();
    }

    /**
     * What is done when an execution is asked for: render, cast, check.
     *
     * @param given by name, as asked for; templates in it are rendered
     * @param context further names that templates may use, as JSON: {@code trigger}, {@code action_context}, {@code config_context}
     */
    public Outcome request(ObjectNode given, Map<String, JsonNode> context) {
        throw new UnsupportedOperationException();
    }

    /**
     * What is done when it runs: defaults filled in and those that are templates rendered; given values are taken as they are.
     *
     * @param requested what {@link #request} gave
     */
    public RunOutcome run(ObjectNode requested, Map<String, JsonNode> context) {
        throw new UnsupportedOperationException();
    }

    /** Secret parameters replaced by eight asterisks, also nested ones. */
    public ObjectNode masked(ObjectNode parameters) {
        throw new UnsupportedOperationException();
    }

    /** What became of a request's parameters. */
    public sealed interface Outcome {
        /**
         * @param parameters as the execution shows them: given values rendered and cast, and defaults that are templates
         */
        record Ready(ObjectNode parameters) implements Outcome {}

        /** A template fails or names what is not there: the execution is recorded as failed. */
        record Unrenderable(String reason) implements Outcome {}

        /** A value can't be cast, breaks the schema, or is fixed by the action: no execution. */
        record Refused(String reason) implements Outcome {}
    }

    /** What became of the parameters of a run. */
    public sealed interface RunOutcome {
        /**
         * @param runner values for the runner type's own parameters
         * @param action the action's others
         */
        record Split(ObjectNode runner, ObjectNode action) implements RunOutcome {}

        record Failed(String reason) implements RunOutcome {}
    }
}
