package io.hookline.action.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.Order;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.ParameterValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.expressions.template.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of a chain may name (spec: templating, 3): the chain's parameters, then the results of its tasks, then variables and what
 * was published; later ones hide earlier ones. Not thread-safe; grows as the chain goes on.
 */
final class ChainScope {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    private final Map<String, @Nullable Object> parameters = new HashMap<>();
    private final Map<String, @Nullable Object> results = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> variables = new HashMap<>();
    private final Map<String, @Nullable Object> surroundings = new HashMap<>();
    private final ObjectNode published = Json.object();

    ChainScope(Order order, Datastore datastore) {
        order.parameters()
                .properties()
                .forEach(parameter -> parameters.put(parameter.getKey(), PythonValues.of(parameter.getValue())));
        surroundings.put(Datastore.NAME, datastore);
        surroundings.put("system", datastore.system());
        surroundings.put("action_context", PythonValues.of(context(order)));
        surroundings.put("config_context", PythonValues.of(order.config()));
    }

    /** The chain's own, and below {@code parent} what its tasks call so: once more the chain's own. */
    private static ObjectNode context(Order order) {
        ObjectNode context = order.context().deepCopy();
        context.set("parent", order.asParent());
        return context;
    }

    /** The chain's variables, which see its parameters and the datastore. */
    Rendering variables(ObjectNode vars) {
        Rendering rendering = render(vars);
        if (rendering instanceof Rendering.Rendered(ObjectNode values)) {
            values.properties().forEach(entry -> variables.put(entry.getKey(), PythonValues.of(entry.getValue())));
        }
        return rendering;
    }

    void result(String task, JsonNode result) {
        results.put(task, PythonValues.of(result));
    }

    /** What a task publishes once its result is there. */
    Rendering publish(ObjectNode publish) {
        Rendering rendering = render(publish);
        if (rendering instanceof Rendering.Rendered(ObjectNode values)) {
            values.properties().forEach(entry -> variables.put(entry.getKey(), PythonValues.of(entry.getValue())));
            published.setAll(values);
        }
        return rendering;
    }

    ObjectNode published() {
        return published;
    }

    /** A map, value by value. */
    Rendering render(ObjectNode templates) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        templates.properties().forEach(entry -> plain.put(entry.getKey(), PythonValues.of(entry.getValue())));
        return switch (ParameterValues.renderEach(plain, names(), TEMPLATES)) {
            case Value.Evaluated(Object value) -> json(value);
            case Refused refused -> new Rendering.Failed(refused.message());
        };
    }

    /** A name of a task, which may be a template. */
    Rendering name(String template) {
        return render(Json.object().put("name", template));
    }

    private static Rendering json(@Nullable Object value) {
        try {
            return new Rendering.Rendered((ObjectNode) PythonValues.json(value));
        } catch (PythonError e) {
            return new Rendering.Failed(String.valueOf(e.getMessage())); // JSON has no infinity
        }
    }

    private Map<String, @Nullable Object> names() {
        Map<String, @Nullable Object> names = new HashMap<>(surroundings);
        names.putAll(parameters);
        names.putAll(results);
        names.putAll(variables);
        names.put("__results", results);
        return names;
    }

    /** What became of rendering. */
    sealed interface Rendering {
        record Rendered(ObjectNode values) implements Rendering {}

        record Failed(String reason) implements Rendering {}
    }
}
