package io.hookline.standalone.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests and what must come back, as one file says it.
 *
 * @param file  the file's name without its ending
 * @param steps  as written, names not yet replaced
 */
record Scenario(String file, String name, List<JsonNode> steps) {
    private static final String ENDING = ".json";

    Scenario {
        steps = List.copyOf(steps);
    }

    static Scenario read(Path path) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UncheckedIOException("no scenario: " + path, e);
        }
        String fileName = path.getFileName().toString();
        String file = fileName.substring(0, fileName.length() - ENDING.length());
        List<JsonNode> steps = new ArrayList<>();
        json.path("steps").forEach(steps::add);
        return new Scenario(file, json.path("name").asText(file), steps);
    }

    /** Whether a file's content is a scenario: a folder may hold vectors as well. */
    static boolean isOne(Path path) {
        try {
            return path.toString().endsWith(ENDING)
                    && Files.isRegularFile(path)
                    && Json.mapper()
                            .readTree(Files.readAllBytes(path))
                            .path("steps")
                            .isArray();
        } catch (IOException e) {
            throw new UncheckedIOException("no scenario: " + path, e);
        }
    }
}
