package io.hookline.common.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.Decrypted;
import io.hookline.expressions.template.ParameterOrder;
import io.hookline.expressions.template.ParameterValues;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import io.hookline.expressions.template.Value;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders parameters that may name each other, each after those it names (spec: templating, 2). */
final class ParameterRendering {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    /** Templates may name these even if the caller knows nothing of them. */
    private static final Set<String> ALWAYS_THERE = Set.of(Datastore.NAME, "action_context", "config_context");

    private ParameterRendering() {}

    /**
     * @param parameters to be rendered
     * @param fixed parameters that have their value already, whatever it contains
     * @param context a parameter of the same name hides what is in it
     * @param decrypted told what is decrypted, and what becomes of it; of a parameter that has to do with either no reason is told
     */
    static Outcome of(
            Map<String, JsonNode> parameters,
            Map<String, JsonNode> fixed,
            ParameterContext context,
            Decrypted decrypted) {
        Map<String, @Nullable Object> plain = plain(parameters);
        Map<String, @Nullable Object> given = plain(fixed);
        Set<String> known = new HashSet<>(ALWAYS_THERE);
        known.addAll(context.names().keySet());
        known.addAll(fixed.keySet());
        return switch (ParameterOrder.of(plain, known, TEMPLATES)) {
            case ParameterOrder.Unsatisfied unsatisfied -> new Outcome.Failed(unsatisfied.message());
            case ParameterOrder.Circle circle -> new Outcome.Failed(circle.message());
            case ParameterOrder.Ordered(List<String> names) -> {
                Map<String, @Nullable Object> visible = visible(plain, context.watchedBy(decrypted));
                visible.putAll(given);
                yield rendered(names, plain, given, visible, decrypted);
            }
        };
    }

    private static Outcome rendered(
            List<String> order,
            Map<String, @Nullable Object> plain,
            Map<String, @Nullable Object> given,
            Map<String, @Nullable Object> visible,
            Decrypted decrypted) {
        Map<String, Rendered> values = new LinkedHashMap<>();
        Set<String> secret = new HashSet<>();
        given.forEach((name, value) -> values.put(name, new Rendered(value, value)));
        for (String name : order) {
            Object source = plain.get(name);
            int before = decrypted.times();
            Value rendered = ParameterValues.render(source, visible, TEMPLATES);
            boolean isSecret = decrypted.times() > before
                    || !Collections.disjoint(secret, ParameterValues.names(source, TEMPLATES));
            switch (rendered) {
                case Value.Evaluated(Object value) -> {
                    if (isSecret) {
                        secret.add(name);
                        decrypted.addDerived(value);
                    }
                    visible.put(name, value);
                    values.put(name, new Rendered(source, value));
                }
                case Refused refused -> {
                    String why = isSecret ? Secrets.MASK.textValue() : refused.message();
                    return new Outcome.Failed("Failed to render parameter \"" + name + "\": " + why);
                }
            }
        }
        return new Outcome.Done(values);
    }

    private static Map<String, @Nullable Object> plain(Map<String, JsonNode> parameters) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        parameters.forEach((name, value) -> plain.put(name, PythonValues.of(value)));
        return plain;
    }

    /** What of the context the parameters name: a payload that nobody looks at is not converted. */
    private static Map<String, @Nullable Object> visible(
            Map<String, @Nullable Object> parameters, ParameterContext context) {
        Map<String, @Nullable Object> visible = new HashMap<>();
        visible.put(Datastore.NAME, context.datastore());
        for (Object value : parameters.values()) {
            for (String name : ParameterValues.names(value, TEMPLATES)) {
                if (context.names().containsKey(name) || ALWAYS_THERE.contains(name)) {
                    JsonNode json = context.names().getOrDefault(name, Json.object());
                    visible.computeIfAbsent(name, key -> PythonValues.view(json));
                }
            }
        }
        return visible;
    }

    /** A parameter's plain value before and after; not cast. */
    record Rendered(@Nullable Object source, @Nullable Object value) {
        boolean isChanged() {
            return !Objects.equals(source, value);
        }
    }

    /** What became of all of them. */
    sealed interface Outcome {
        /**
         * @param values by name, the fixed ones among them
         */
        record Done(Map<String, Rendered> values) implements Outcome {}

        record Failed(String reason) implements Outcome {}
    }
}
