package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.RunnerConfig;
import io.hookline.action.runner.RunnerResult;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Whether what an action gives is what its output schema promises, if that is asked for (spec: actions-and-runners, 3). Pure. */
@Singleton
final class OutputCheck {
    private final boolean isAskedFor;

    @Inject
    OutputCheck(RunnerConfig config) {
        this(config.validateOutputSchema());
    }

    OutputCheck(boolean isAskedFor) {
        this.isAskedFor = isAskedFor;
    }

    /** A success that breaks the schema is none; schemas of the old form, without a type, promise nothing. */
    RunnerResult checked(ObjectNode action, ObjectNode runner, RunnerResult result) {
        JsonNode schema = action.path("output_schema");
        String key = runner.path("output_key").asText("");
        if (!isAskedFor
                || !(result instanceof RunnerResult.Succeeded)
                || !schema.has("type")
                || !result.result().has(key)) {
            return result;
        }
        return SchemaCheck.firstFault(schema, result.result().path(key))
                .<RunnerResult>map(fault -> new RunnerResult.Failed(Json.object()
                        .put("error", fault)
                        .put("message", "Error validating output. See error output for more details.")))
                .orElse(result);
    }
}
