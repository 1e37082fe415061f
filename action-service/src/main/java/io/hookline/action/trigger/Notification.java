package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.ParameterValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is told of an execution's end over one route (spec: executions, 2.1; templating, 1).
 *
 * @param name tells it apart from the others of the same execution
 * @param data without the result
 */
record Notification(String name, String route, String message, ObjectNode data) {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    /** A section that names more routes than this is a mistake. */
    private static final int MOST_ROUTES = 100;

    /**
     * All that the execution's end calls for: one for each route of each section.
     *
     * @param datastore which messages may name
     */
    static List<Notification> of(Ended ended, Datastore datastore) {
        List<Notification> all = new ArrayList<>();
        add(all, ended, datastore, "on-complete", "completed.");
        switch (ended.state()) {
            case SUCCEEDED -> add(all, ended, datastore, "on-success", "succeeded.");
            case FAILED, TIMEOUT, ABANDONED -> add(all, ended, datastore, "on-failure", "failed.");
            case CANCELED -> {}
        }
        return all;
    }

    private static void add(List<Notification> all, Ended ended, Datastore datastore, String section, String outcome) {
        JsonNode given = ended.notification().path(section);
        List<String> routes = routes(given);
        if (routes.isEmpty()) {
            return;
        }
        String written = given.path("message").asText("");
        String message = written.isEmpty() ? "Action " + ended.action() + " " + outcome : written;
        JsonNode rendered = rendered(Json.object().textNode(message), ended, datastore);
        JsonNode data = rendered(given.path("data"), ended, datastore);
        for (String route : routes) {
            all.add(new Notification(
                    "notifytrigger " + section + " " + route,
                    route,
                    rendered.asText(),
                    data instanceof ObjectNode object ? object : Json.object()));
        }
    }

    private static List<String> routes(JsonNode section) {
        JsonNode given = section.path("routes").isEmpty() ? section.path("channels") : section.path("routes");
        List<String> routes = new ArrayList<>();
        given.forEach(route -> routes.add(route.asText()));
        return routes.stream().distinct().limit(MOST_ROUTES).toList();
    }

    /** What can't be rendered goes out as it is written: that something ended is worth telling all the same. */
    private static JsonNode rendered(JsonNode written, Ended ended, Datastore datastore) {
        @Nullable Object plain = PythonValues.of(written);
        if (ParameterValues.names(plain, TEMPLATES).isEmpty()) {
            return written;
        }
        return switch (ParameterValues.render(plain, context(ended, datastore), TEMPLATES)) {
            case Evaluated(Object value) -> PythonValues.json(value);
            case Refused refused -> written;
        };
    }

    private static Map<String, @Nullable Object> context(Ended ended, Datastore datastore) {
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("action_parameters", PythonValues.of(ended.parameters()));
        names.put("action_context", PythonValues.of(ended.context()));
        names.put("action_results", PythonValues.of(ended.result()));
        names.put(Datastore.NAME, datastore);
        return names;
    }
}
