package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonError;
import io.hookline.expressions.python.PythonValues;
import io.hookline.expressions.template.Cast;
import io.hookline.expressions.template.Datastore;
import io.hookline.expressions.template.Refused;
import io.hookline.expressions.template.Rendering;
import io.hookline.expressions.template.Template;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes of a pack's configuration what one execution sees of it (spec: packs-and-datastore, 2.6): templates rendered for its user, secrets
 * decrypted as the schema says, defaults filled in, what was rendered cast to its type. Pure, but for the datastore it is given.
 */
final class ConfigRendering {
    private static final Templates TEMPLATES = new Templates(TemplateConfig.standard());

    private final String pack;
    private final Datastore datastore;
    private final Function<String, Optional<String>> decryption;

    /**
     * @param datastore as the execution's user sees it
     * @param decryption from cipher text to clear text
     */
    ConfigRendering(String pack, Datastore datastore, Function<String, Optional<String>> decryption) {
        this.pack = pack;
        this.datastore = datastore;
        this.decryption = decryption;
    }

    /**
     * @param attributes schema by name
     */
    Outcome of(ObjectNode values, ObjectNode attributes) {
        try {
            return new Outcome.Rendered(object(values, attributes, ""));
        } catch (Unrenderable e) {
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode object(ObjectNode values, JsonNode attributes, String path) {
        ObjectNode rendered = Json.object();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            String name = value.getKey();
            rendered.set(name, value(value.getValue(), attributes.path(name), within(path, name)));
        }
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            String name = attribute.getKey();
            if (!rendered.has(name)) {
                JsonNode standard = standard(attribute.getValue(), within(path, name));
                if (!standard.isMissingNode()) {
                    rendered.set(name, standard);
                }
            }
        }
        return rendered;
    }

    /** What stands in for what is missing: its default, or an object of the defaults of its parts, if any has one. */
    private JsonNode standard(JsonNode schema, String path) {
        if (schema.has("default")) {
            return value(schema.path("default"), schema, path);
        }
        ObjectNode parts = object(Json.object(), schema.path("properties"), path);
        return parts.isEmpty() ? MissingNode.getInstance() : parts;
    }

    private JsonNode value(JsonNode value, JsonNode schema, String path) {
        return switch (value) {
            case ObjectNode object -> object(object, schema.path("properties"), path);
            case ArrayNode list -> {
                ArrayNode rendered = Json.mapper().createArrayNode();
                JsonNode items = schema.path("items");
                for (int i = 0; i < list.size(); i++) {
                    rendered.add(value(
                            list.get(i), items.isArray() ? items.path(i) : items, within(path, String.valueOf(i))));
                }
                yield rendered;
            }
            default ->
                value.isTextual() && Template.isTemplate(value.textValue())
                        ? rendered(value.textValue(), schema, path)
                        : value;
        };
    }

    private JsonNode rendered(String source, JsonNode schema, String path) {
        String text = switch (TEMPLATES.read(source).render(Map.of(Datastore.NAME, datastore))) {
            case Rendering.Rendered(String found) -> found;
            case Refused refused -> throw unrenderable(path, source, refused.message());
        };
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        String clear = text;
        if (schema.path("secret").asBoolean()) {
            clear = decryption
                    .apply(text)
                    .orElseThrow(() -> unrenderable(
                            path, source, "this is no value that was encrypted with the key of this installation"));
        }
        return cast(clear, schema, path, source);
    }

    private JsonNode cast(String text, JsonNode schema, String path, String source) {
        Optional<Cast> cast = Cast.to(schema.path("type").asText());
        if (cast.isEmpty()) {
            return Json.mapper().getNodeFactory().textNode(text);
        }
        return switch (cast.get().cast(text)) {
            case Cast.Outcome.Done(Object value) -> {
                try {
                    yield PythonValues.json(value);
                } catch (PythonError e) {
                    throw unrenderable(path, source, e.getMessage()); // JSON has no infinity
                }
            }
            // The reason may show the value, which may be secret.
            case Cast.Outcome.Impossible impossible ->
                throw unrenderable(
                        path,
                        source,
                        "it is not of type '" + schema.path("type").asText() + "'");
        };
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Unrenderable unrenderable(String path, String source, String reason) {
        return new Unrenderable("Failed to render dynamic configuration value for key \"" + path + "\" with value \""
                + source + "\" for pack \"" + pack + "\" config: " + reason);
    }

    /** Ends the walk through nested values. */
    private static final class Unrenderable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unrenderable(String message) {
            super(message);
        }
    }

    /** What became of it. */
    sealed interface Outcome {
        record Rendered(ObjectNode config) implements Outcome {}

        record Failed(String reason) implements Outcome {}
    }
}
