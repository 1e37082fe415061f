package io.hookline.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.template.DatastoreNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Measured vectors (spec: rules-and-criteria, 9). Others of the same form are run by {@code -Dconformance.folder=<folder>}; what is
 * wanted instead of StackStorm's own answer stands in {@code wanted}.
 */
public final class Conformance {
    /** What the vectors suppose to be in the datastore. */
    public static final DatastoreNames SYSTEM_KEYS = new DatastoreNames(key ->
            Optional.ofNullable(Map.of("conf_str", "hello", "conf_num", "5").get(key)));

    private Conformance() {}

    public static Stream<JsonNode> vectors(String file) {
        try (InputStream in = open(file)) {
            return StreamSupport.stream(Json.mapper().readTree(in).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode wanted(JsonNode vector) {
        return vector.has("wanted") ? vector.path("wanted") : vector.path("expect");
    }

    private static InputStream open(String file) throws IOException {
        @Nullable String folder = System.getProperty("conformance.folder");
        return folder == null
                ? Objects.requireNonNull(Conformance.class.getResourceAsStream("/conformance/" + file))
                : Files.newInputStream(Path.of(folder, file));
    }
}
