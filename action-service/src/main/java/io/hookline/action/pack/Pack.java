package io.hookline.action.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.schema.SchemaCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack as it was when it was registered last (spec: packs-and-datastore, 1.2).
 *
 * @param uid {@code pack:<ref>}
 * @param files all its files, as paths within it
 * @param path its folder
 */
record Pack(
        String id,
        String ref,
        String uid,
        String name,
        String description,
        String version,
        String author,
        @Nullable String email,
        ArrayNode keywords,
        ArrayNode contributors,
        ArrayNode dependencies,
        ObjectNode system,
        @Nullable ArrayNode pythonVersions,
        @Nullable String stackstormVersion,
        List<String> files,
        String path)
        implements Document {

    private static final Pattern REF = Pattern.compile("[a-z0-9_]+");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+(?:[-+][0-9A-Za-z.+-]+)?");
    private static final String RESERVED = "_global";

    private static final JsonNode SHAPE = Json.stored("""
            {"type": "object", "properties": {
              "name": {"type": "string", "required": true, "minLength": 1},
              "description": {"type": "string", "required": true},
              "version": {"type": "string", "required": true},
              "author": {"type": "string", "required": true},
              "ref": {"type": "string"},
              "email": {"type": "string", "pattern": "^[^@\\\\s]+@[^@\\\\s]+\\\\Z"},
              "keywords": {"type": "array"}, "contributors": {"type": "array"}, "dependencies": {"type": "array"},
              "python_versions": {"type": "array"}, "stackstorm_version": {"type": "string"}, "system": {"type": "object"}}}
            """);

    Pack {
        files = List.copyOf(files);
    }

    /**
     * Why the metadata of a folder make no pack; empty if they do.
     *
     * @param metadata with the {@link #textOf version as text}
     */
    static Optional<String> fault(JsonNode metadata, String folder) {
        Optional<String> shape = SchemaCheck.firstFault(SHAPE, metadata);
        if (shape.isPresent()) {
            return shape;
        }
        String version = metadata.path("version").asText();
        if (!VERSION.matcher(version).matches()) {
            return Optional.of("Pack version \"" + version + "\" doesn't follow a valid semver format. Valid versions"
                    + " and formats include: 0.1.0, 0.2.1, 1.1.0, etc.");
        }
        String ref = ref(metadata, folder).orElse("");
        if (!REF.matcher(ref).matches() || ref.equals(RESERVED)) {
            return Optional.of("Pack ref / name can only contain valid word characters (a-z, 0-9 and _), dashes are not"
                    + " allowed.");
        }
        return Optional.empty();
    }

    private static Optional<String> ref(JsonNode metadata, String folder) {
        return metadata.hasNonNull("ref")
                ? Optional.of(metadata.path("ref").asText())
                : Stream.of(folder, metadata.path("name").asText())
                        .filter(name -> REF.matcher(name).matches())
                        .findFirst();
    }

    /** The same with a version that stands there as a number turned into text. */
    static JsonNode textOf(JsonNode metadata) {
        JsonNode version = metadata.path("version");
        return version.isNumber() && metadata instanceof ObjectNode object
                ? object.deepCopy().put("version", version.asText())
                : metadata;
    }

    /**
     * @param metadata without a {@link #fault}
     */
    static Pack of(String id, JsonNode metadata, PackFolder folder, List<String> files) {
        String ref = ref(metadata, folder.ref()).orElse(folder.ref());
        return new Pack(
                id,
                ref,
                "pack:" + ref,
                metadata.path("name").asText(),
                metadata.path("description").asText(),
                metadata.path("version").asText(),
                metadata.path("author").asText(),
                text(metadata, "email"),
                list(metadata, "keywords"),
                list(metadata, "contributors"),
                list(metadata, "dependencies"),
                metadata.path("system") instanceof ObjectNode system ? system : Json.object(),
                metadata.hasNonNull("python_versions") ? list(metadata, "python_versions") : null,
                text(metadata, "stackstorm_version"),
                files,
                folder.path().toString());
    }

    PackFolder folder() {
        return new PackFolder(ref, Path.of(path));
    }

    static String refOf(JsonNode metadata, PackFolder folder) {
        return ref(metadata, folder.ref()).orElse(folder.ref());
    }

    private static @Nullable String text(JsonNode metadata, String field) {
        return metadata.hasNonNull(field) ? metadata.path(field).asText() : null;
    }

    private static ArrayNode list(JsonNode metadata, String field) {
        return metadata.path(field) instanceof ArrayNode list
                ? list
                : Json.mapper().createArrayNode();
    }
}
