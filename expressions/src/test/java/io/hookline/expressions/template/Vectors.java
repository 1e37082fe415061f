package io.hookline.expressions.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The measured vectors, from the class path or from the folder that {@code -Dconformance.folder=} names. */
final class Vectors {
    private Vectors() {}

    static Stream<JsonNode> in(String file) {
        try (InputStream content = open(file)) {
            JsonNode all = JsonMapper.builder().build().readTree(content);
            return StreamSupport.stream(all.spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) throws IOException {
        String folder = System.getProperty("conformance.folder");
        if (folder != null) {
            return Files.newInputStream(Path.of(folder, file));
        }
        return Optional.ofNullable(Vectors.class.getResourceAsStream("/conformance/" + file))
                .orElseThrow();
    }

    /** Numbers compare by value, but a boolean is no number. */
    static boolean same(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            return expected.size() == actual.size()
                    && expected.properties().stream()
                            .allMatch(field ->
                                    actual.has(field.getKey()) && same(field.getValue(), actual.get(field.getKey())));
        }
        if (expected.isArray() && actual.isArray()) {
            return expected.size() == actual.size()
                    && IntStream.range(0, expected.size()).allMatch(i -> same(expected.get(i), actual.get(i)));
        }
        return expected.isBoolean() == actual.isBoolean()
                && PythonOrder.equal(PythonValues.of(expected), PythonValues.of(actual));
    }

    /** A context with the datastore in it. */
    static Map<String, Object> context(JsonNode names, Map<String, JsonNode> scopes) {
        Map<String, Object> context = new LinkedHashMap<>();
        names.properties().forEach(name -> context.put(name.getKey(), PythonValues.of(name.getValue())));
        Map<String, Object> datastore = new LinkedHashMap<>();
        scopes.forEach((scope, keys) -> datastore.put(
                scope,
                new DatastoreNames(key -> Optional.ofNullable(keys.get(key)).map(JsonNode::asText))));
        context.put("st2kv", datastore);
        return context;
    }
}
