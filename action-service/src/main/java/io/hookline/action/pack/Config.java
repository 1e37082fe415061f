package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.Secrets;
import io.hookline.common.schema.SchemaCheck;
import io.hookline.expressions.template.Template;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The configuration of a pack, for all its actions (spec: packs-and-datastore, 2.6).
 *
 * @param values as they were given; templates in them are rendered for each execution
 */
record Config(String id, String pack, ObjectNode values) implements Document {
    @Override
    public String ref() {
        return pack;
    }

    /**
     * Why a pack can't have these values; empty if it can. Templates are not looked at: what they give is not known yet.
     *
     * @param attributes schema by name
     * @param file where they stand, or would stand
     */
    static Optional<String> fault(JsonNode values, ObjectNode attributes, String pack, String file) {
        if (!(values instanceof ObjectNode object)) {
            return Optional.of("The configuration of pack \"" + pack + "\" (" + file + ") must be an object");
        }
        if (decryptsByItself(attributes, object)) {
            return Optional.of("Values specified as \"secret: True\" in config schema are automatically decrypted by"
                    + " default. Use of \"decrypt_kv\" jinja filter is not allowed for such values. Please check the"
                    + " specified values or default values in the schema.");
        }
        ObjectNode plain = withoutTemplates(object);
        ObjectNode schema = schemaOf(attributes, object);
        return SchemaCheck.of(schema)
                .firstFound(plain)
                .map(found -> "Failed validating attribute \"" + String.join(".", found.path())
                        + "\" in config for pack \"" + pack + "\" (" + file + "): " + found.words());
    }

    private static boolean decryptsByItself(ObjectNode attributes, ObjectNode values) {
        var found = new AtomicBoolean();
        new Secrets(secret -> {
                    if (secret.asText().contains("decrypt_kv")) {
                        found.set(true);
                    }
                    return secret;
                })
                .in(attributes, values);
        return found.get();
    }

    // What is a template is there, whatever it will be: it is neither checked nor missed.
    private static ObjectNode schemaOf(ObjectNode attributes, ObjectNode values) {
        ObjectNode rest = attributes.deepCopy();
        values.properties().forEach(value -> {
            if (isTemplate(value.getValue())) {
                rest.remove(value.getKey());
            }
        });
        return ConfigSchema.whole(rest);
    }

    private static ObjectNode withoutTemplates(ObjectNode values) {
        ObjectNode plain = Json.object();
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (!isTemplate(value.getValue())) {
                plain.set(value.getKey(), value.getValue());
            }
        }
        return plain;
    }

    /** Whether it is one, or holds one. */
    private static boolean isTemplate(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode inner : value) {
                if (isTemplate(inner)) {
                    return true;
                }
            }
            return false;
        }
        return value.isTextual() && Template.isTemplate(value.textValue());
    }

    /** As answers show it: secrets as asterisks. */
    ObjectNode masked(ObjectNode attributes) {
        ObjectNode masked = Json.tree(this);
        masked.set("values", Secrets.MASKED.in(attributes, values));
        return masked;
    }
}
