package io.hookline.action.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.ParameterResolver;
import io.hookline.action.callback.Callbacks;
import io.hookline.common.api.ApiConfig;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.common.model.RunnerType;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How an execution is shown (spec: executions, 1): copies in place of digests, secrets masked, top-level fields without a value left
 * out.
 */
@Singleton
final class ExecutionAnswers {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double MICROS_IN_A_SECOND = 1e6;

    private final Copies copies;
    private final ParameterResolver resolver;
    private final ResultSecrets secrets;
    private final Callbacks callbacks;
    private final ApiConfig config;

    ExecutionAnswers(
            Copies copies, ParameterResolver resolver, ResultSecrets secrets, Callbacks callbacks, ApiConfig config) {
        this.copies = copies;
        this.resolver = resolver;
        this.secrets = secrets;
        this.callbacks = callbacks;
        this.config = config;
    }

    ObjectNode of(Execution execution, boolean showSecrets) {
        ObjectNode parameters = shown(execution, execution.parameters(), showSecrets);
        ObjectNode answer = Json.object()
                .put("id", execution.id())
                .put("status", execution.status().text())
                .put("start_timestamp", Json.TIME.format(execution.startTimestamp()));
        answer.set("action", execution.action().document());
        answer.set("runner", execution.runner().document());
        answer.set("liveaction", liveaction(execution, parameters));
        if (!parameters.isEmpty()) {
            answer.set("parameters", parameters);
        }
        answer.set("context", execution.context());
        answer.set("log", Json.mapper().<ArrayNode>valueToTree(execution.log()));
        answer.put("web_url", config.webUrl() + "/#/history/" + execution.id() + "/general");
        addWhatMayBeAbsent(answer, execution);
        if (execution.result() != null && !isEmpty(execution.result())) {
            answer.set("result", shownResult(execution, execution.result(), showSecrets));
        }
        return answer;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() : value.asText().isEmpty() || value.isNull();
    }

    private static void addWhatMayBeAbsent(ObjectNode answer, Execution execution) {
        if (execution.endTimestamp() != null) {
            answer.put("end_timestamp", Json.TIME.format(execution.endTimestamp()));
            answer.put(
                    "elapsed_seconds", seconds(Duration.between(execution.startTimestamp(), execution.endTimestamp())));
        }
        if (execution.resultSize() > 0) {
            answer.put("result_size", execution.resultSize());
        }
        if (execution.delay() != null) {
            answer.put("delay", execution.delay());
        }
        if (execution.parent() != null) {
            answer.put("parent", execution.parent());
        }
        if (!execution.children().isEmpty()) {
            execution.children().forEach(answer.withArray("children")::add);
        }
        Execution.Cause cause = execution.cause();
        if (cause != null) {
            answer.set("rule", cause.rule().document()); // its secrets are masked since it was copied
            answer.set("trigger", cause.trigger().document());
            answer.set("trigger_type", cause.triggerType().document());
            answer.set("trigger_instance", cause.triggerInstance());
        }
    }

    private static double seconds(Duration elapsed) {
        return Math.round(elapsed.toNanos() / NANOS_IN_A_SECOND * MICROS_IN_A_SECOND) / MICROS_IN_A_SECOND;
    }

    private ObjectNode liveaction(Execution execution, ObjectNode parameters) {
        ObjectNode liveaction = Json.object()
                .put("id", execution.liveactionId())
                .put("action", execution.actionRef())
                .put("action_is_workflow", execution.isWorkflow());
        liveaction.set("parameters", parameters);
        liveaction.setAll(execution.liveaction());
        if (execution.liveaction().path("callback") instanceof ObjectNode callback) {
            liveaction.set(
                    "callback",
                    callbacks.shown(execution.id(), callback, execution.status().isFinal()));
        }
        Execution.RunnerInfo worker = execution.runnerInfo();
        ObjectNode info = liveaction.putObject("runner_info");
        if (worker != null) {
            info.put("hostname", worker.hostname()).put("pid", worker.pid());
        }
        return liveaction;
    }

    /** The parameters as they were given, secrets among them: for asking once more. */
    ObjectNode parameters(Execution execution) {
        return shown(execution, execution.parameters(), true);
    }

    /** A result as it is kept. */
    JsonNode sealed(Execution execution, JsonNode result) {
        return secrets.sealed(execution.action().document(), execution.runner().document(), result);
    }

    private JsonNode shownResult(Execution execution, JsonNode result, boolean showSecrets) {
        ObjectNode action = execution.action().document();
        ObjectNode runner = execution.runner().document();
        return showSecrets || !config.maskSecrets()
                ? secrets.opened(action, runner, result)
                : secrets.masked(action, runner, result);
    }

    private ObjectNode shown(Execution execution, ObjectNode parameters, boolean showSecrets) {
        if (parameters.isEmpty() || Unknown.is(execution)) {
            return parameters;
        }
        Action action = copies.action(execution.action());
        RunnerType runnerType = copies.runnerType(execution.runner());
        return showSecrets || !config.maskSecrets()
                ? resolver.opened(action, runnerType, parameters)
                : resolver.masked(action, runnerType, parameters);
    }
}
