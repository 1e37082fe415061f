package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.Action;

/**
 * What is to be run.
 *
 * @param context of the execution: {@code user}, {@code parent} and what the requester gave
 * @param config of the action's pack, rendered for this user
 * @param runner values of the runner type's own parameters, cast to their schema, defaults filled in
 * @param parameters values of the action's other parameters
 * @param output takes what is printed while the run goes on
 */
public record Order(
        String executionId,
        String liveactionId,
        Action action,
        ObjectNode context,
        ObjectNode config,
        ObjectNode runner,
        ObjectNode parameters,
        LiveOutput output) {
    public String user() {
        return context.path("user").asText();
    }

    /** The context as those that it asks for show it. */
    public ObjectNode asParent() {
        return context.deepCopy().put("execution_id", executionId);
    }

    @Override
    public String toString() {
        return "Order[execution=" + executionId + ", action=" + action.ref() + "]"; // parameters may be secret
    }
}
