package io.hookline.common.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A way to run actions (spec: actions-and-runners, 2).
 *
 * @param uid {@code runner_type:<name>}
 * @param runnerParameters schema by parameter name; each has a type, the {@code st2} command line reads it unchecked
 * @param outputKey the field of a result that an action's output schema describes
 */
public record RunnerType(
        String id,
        String name,
        String uid,
        String description,
        boolean enabled,
        String runnerPackage,
        String runnerModule,
        ObjectNode runnerParameters,
        @Nullable String outputKey,
        ObjectNode outputSchema)
        implements ActionFact {

    /** The same under another id, switched on or off. */
    public RunnerType with(String other, boolean on) {
        return new RunnerType(
                other,
                name,
                uid,
                description,
                on,
                runnerPackage,
                runnerModule,
                runnerParameters,
                outputKey,
                outputSchema);
    }
}
