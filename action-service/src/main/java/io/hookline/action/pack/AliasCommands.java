package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.action.Actions;
import io.hookline.action.execution.AskedExecutions;
import io.hookline.common.json.Json;
import io.hookline.common.model.Action;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.ParameterValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.expressions.template.Value.Evaluated;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the actions of aliases, for whoever has said their words. */
@Singleton
final class AliasCommands {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    /** Where answers go that name no route (StackStorm's chat bot). */
    private static final String ROUTE = "hubot";

    private final Actions actions;
    private final AskedExecutions executions;

    AliasCommands(Actions actions, AskedExecutions executions) {
        this.actions = actions;
        this.executions = executions;
    }

    /**
     * @param said by whom and where: {@code user}, {@code source_channel}, {@code notification_route} (or, as of old,
     *     {@code notification_channel}), {@code source_context}
     * @return the execution, the alias, and what the alias says in acknowledgement
     */
    ObjectNode run(ActionAlias alias, Map<String, String> values, ObjectNode said, String caller) {
        ObjectNode request = Json.object().put("action", alias.actionRef());
        request.set("parameters", parameters(alias, values));
        ObjectNode context = request.putObject("context")
                .put("action_alias_ref", alias.ref())
                .put("source_channel", said.path("source_channel").asText());
        ObjectNode complete = request.putObject("notify").putObject("on-complete");
        complete.putArray("routes")
                .add(said.path("notification_route")
                        .asText(said.path("notification_channel").asText(ROUTE)));
        ObjectNode data = complete.putObject("data");
        // Rules read all three, whether they were sent or not.
        for (String field : List.of("user", "source_channel", "source_context")) {
            data.set(field, said.get(field));
        }
        if (said.has("user")) {
            context.put("api_user", said.path("user").asText());
        }
        ObjectNode answer = Json.object();
        answer.set("execution", executions.ask(request, caller));
        answer.set("actionalias", Json.tree(alias));
        JsonNode ack = alias.ack() == null ? Json.object() : alias.ack();
        for (var field : Map.of("format", "message", "extra", "extra").entrySet()) {
            if (ack.has(field.getKey())) {
                answer.set(field.getValue(), rendered(ack.get(field.getKey()), answer));
            }
        }
        return answer;
    }

    /** Texts, which are cast as all given values are; a list may be written with commas. */
    private ObjectNode parameters(ActionAlias alias, Map<String, String> values) {
        ObjectNode schemas =
                actions.find(alias.actionRef()).map(Action::parameters).orElse(Json.object());
        ObjectNode parameters = Json.object();
        values.forEach((name, value) -> {
            boolean isList = schemas.path(name).path("type").asText().equals("array");
            if (isList && !value.strip().startsWith("[")) {
                ArrayNode list = parameters.putArray(name);
                for (String item : value.split(",")) {
                    list.add(item.strip());
                }
            } else {
                parameters.put(name, value);
            }
        });
        if (alias.immutableParameters() instanceof ObjectNode fixed) {
            parameters.setAll(fixed);
        }
        return parameters;
    }

    /** What can't be rendered is said as it is written: the action runs all the same. */
    private static JsonNode rendered(JsonNode written, ObjectNode answer) {
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("execution", PythonValues.of(answer.path("execution")));
        names.put("actionalias", PythonValues.of(answer.path("actionalias")));
        return switch (ParameterValues.render(PythonValues.of(written), names, TEMPLATES)) {
            case Evaluated(Object value) -> PythonValues.json(value);
            case Refused refused -> written;
        };
    }
}
