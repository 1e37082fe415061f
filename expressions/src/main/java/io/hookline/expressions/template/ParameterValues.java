package io.hookline.expressions.template;

import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonJson;
import io.hookline.expressions.python.PythonText;
import io.hookline.expressions.template.Rendering.Rendered;
import io.hookline.expressions.template.Value.Evaluated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of parameters: text, or lists and objects with templates among their leaves (spec: templating, 2). */
public final class ParameterValues {
    private static final Pattern BARE_NAME = Pattern.compile("\\{\\{[A-Za-z0-9_-]+}}");
    private static final int DEEPEST = 200;

    private ParameterValues() {}

    /**
     * Text becomes text, uncast. A list or object is rendered leaf by leaf and keeps its form; a leaf that is exactly <code>{{name}}</code>
     * keeps the type of what it names. A value with a leaf that can't be read as a template stays as it stands.
     *
     * @param value a plain value
     */
    public static Value render(@Nullable Object value, Map<String, ?> context, Templates templates) {
        List<Template> found = templatesIn(value, templates);
        if (found.isEmpty()
                || found.stream().anyMatch(template -> template.fault().isPresent())) {
            return new Evaluated(value);
        }
        if (value instanceof String text) {
            return switch (templates.read(text).render(context)) {
                case Rendered(String rendered) -> new Evaluated(rendered);
                case Refused refused -> refused;
            };
        }
        return below(value, context, templates);
    }

    /**
     * A map whose values do not see each other, as action chains have them (spec: templating, 3).
     *
     * @return a map, or why its first value that can't be rendered can't
     */
    public static Value renderEach(Map<String, ?> values, Map<String, ?> context, Templates templates) {
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            switch (render(entry.getValue(), context, templates)) {
                case Evaluated(Object value) -> rendered.put(entry.getKey(), value);
                case Refused refused -> {
                    return refused;
                }
            }
        }
        return new Evaluated(Collections.unmodifiableMap(rendered));
    }

    /** The names that the templates in the value expect; empty if it holds none, or one that can't be read. */
    public static Set<String> names(@Nullable Object value, Templates templates) {
        Set<String> names = new LinkedHashSet<>();
        for (Template template : templatesIn(value, templates)) {
            if (template.fault().isPresent()) {
                return Set.of();
            }
            names.addAll(template.names());
        }
        return names;
    }

    private static List<Template> templatesIn(@Nullable Object value, Templates templates) {
        List<Template> found = new ArrayList<>();
        if (value instanceof String text) {
            if (Template.isTemplate(text)) {
                found.add(templates.read(text));
            }
        } else {
            collect(value, templates, found, 0);
        }
        return found;
    }

    private static void collect(@Nullable Object value, Templates templates, List<Template> found, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        switch (value) {
            case String text when Template.isTemplate(text) -> found.add(templates.readLeaf(text));
            case List<?> list -> list.forEach(item -> collect(item, templates, found, depth + 1));
            case Map<?, ?> map ->
                map.forEach((key, item) -> {
                    collect(key, templates, found, depth + 1);
                    collect(item, templates, found, depth + 1);
                });
            case null, default -> {}
        }
    }

    private static Value below(@Nullable Object value, Map<String, ?> context, Templates templates) {
        return switch (value) {
            case String text when Template.isTemplate(text) -> leaf(text, context, templates);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                for (Object item : list) {
                    switch (below(item, context, templates)) {
                        case Evaluated(Object rendered) -> items.add(rendered);
                        case Refused refused -> {
                            yield refused;
                        }
                    }
                }
                yield new Evaluated(Collections.unmodifiableList(items));
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    Value key = key(entry.getKey(), context, templates);
                    Value item = below(entry.getValue(), context, templates);
                    if (key instanceof Refused || item instanceof Refused) {
                        yield key instanceof Refused ? key : item;
                    }
                    entries.put(String.valueOf(((Evaluated) key).value()), ((Evaluated) item).value());
                }
                yield new Evaluated(Collections.unmodifiableMap(entries));
            }
            case null, default -> new Evaluated(value);
        };
    }

    private static Value key(Object key, Map<String, ?> context, Templates templates) {
        String text = PythonText.str(key);
        return Template.isTemplate(text) ? rendered(templates.readLeaf(text), context) : new Evaluated(text);
    }

    private static Value leaf(String text, Map<String, ?> context, Templates templates) {
        Template template = templates.readLeaf(text);
        return BARE_NAME.matcher(text).matches() ? template.value(context) : rendered(template, context);
    }

    private static Value rendered(Template template, Map<String, ?> context) {
        return switch (template.render(context)) {
            case Rendered(String text) ->
                new Evaluated(template.uses(StackStormFilters.JSON_ESCAPE) ? unescaped(text) : text);
            case Refused refused -> refused;
        };
    }

    /** What was escaped for use within JSON is wanted as what the JSON would say; text that is no JSON is wanted as it is. */
    private static @Nullable Object unescaped(String text) {
        try {
            return PythonJson.read('"' + text + '"');
        } catch (PythonError e) {
            return text;
        }
    }
}
