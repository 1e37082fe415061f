package io.hookline.action.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.model.Action;

/**
 * What is to be run.
 *
 * @param runner values of the runner type's own parameters, cast to their schema, defaults filled in
 * @param parameters values of the action's other parameters
 */
public record Order(String executionId, Action action, String user, ObjectNode runner, ObjectNode parameters) {
    @Override
    public String toString() {
        return "Order[execution=" + executionId + ", action=" + action.ref() + "]"; // parameters may be secret
    }
}
