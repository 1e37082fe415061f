package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sensor that a pack brings (spec: packs-and-datastore, 6). It is known, not run.
 *
 * @param uid {@code sensor_type:<pack>:<name>}
 * @param name of its class
 * @param triggerTypes references of what it would raise
 */
record SensorType(
        String id,
        String uid,
        String ref,
        String name,
        String pack,
        @Nullable String description,
        String artifactUri,
        String entryPoint,
        List<String> triggerTypes,
        @Nullable Integer pollInterval,
        boolean enabled,
        String metadataFile)
        implements Document {
    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "properties": {
              "class_name": {"type": "string", "required": true, "minLength": 1},
              "entry_point": {"type": "string", "required": true, "minLength": 1},
              "description": {"type": "string"},
              "enabled": {"type": "boolean", "default": true},
              "poll_interval": {"type": "integer", "minimum": 4},
              "trigger_types": {"type": "array", "items": {"type": "object", "required": true, "properties": {
                "name": {"type": "string", "required": true, "minLength": 1}}}}}}
            """);

    SensorType {
        triggerTypes = List.copyOf(triggerTypes);
    }

    /** Why the metadata make no sensor type; empty if they do. */
    static Optional<String> fault(JsonNode metadata) {
        return SchemaCheck.firstFault(SHAPE, metadata);
    }

    /**
     * @param metadata without a {@link #fault}
     * @param file of the metadata, within the pack
     */
    static SensorType of(String id, JsonNode metadata, PackFolder pack, String file) {
        String name = metadata.path("class_name").asText();
        String entryPoint = metadata.path("entry_point").asText();
        List<String> triggerTypes = new ArrayList<>();
        metadata.path("trigger_types")
                .forEach(type ->
                        triggerTypes.add(pack.ref() + "." + type.path("name").asText()));
        String module = entryPoint.replaceFirst("\\.py$", "").replace('/', '.');
        return new SensorType(
                id,
                "sensor_type:" + pack.ref() + ":" + name,
                pack.ref() + "." + name,
                name,
                pack.ref(),
                metadata.hasNonNull("description")
                        ? metadata.path("description").asText()
                        : null,
                "file://" + pack.path().resolve("sensors").resolve(entryPoint),
                "sensors." + module + "." + name,
                triggerTypes,
                metadata.path("poll_interval").isNumber()
                        ? metadata.path("poll_interval").asInt()
                        : null,
                metadata.path("enabled").asBoolean(true),
                file);
    }

    SensorType with(boolean on) {
        return new SensorType(
                id,
                uid,
                ref,
                name,
                pack,
                description,
                artifactUri,
                entryPoint,
                triggerTypes,
                pollInterval,
                on,
                metadataFile);
    }
}
