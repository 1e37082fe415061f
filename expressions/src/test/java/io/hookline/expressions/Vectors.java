package io.hookline.expressions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Measured vectors, for the tests of every module: our own, or those of the folder that {@code -Dconformance.folder=} names. Where that
 * folder does not have a file, the tests that read it are skipped, and say so.
 */
public final class Vectors {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Vectors() {}

    public static Stream<JsonNode> in(String file) {
        try (InputStream content = open(file)) {
            return StreamSupport.stream(MAPPER.readTree(content).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is to come out: what is wanted instead of StackStorm's own answer, where that is not it. */
    public static JsonNode wanted(JsonNode vector) {
        return vector.has("wanted") ? vector.path("wanted") : vector.path("expect");
    }

    private static InputStream open(String file) throws IOException {
        Optional<Path> folder = given();
        if (folder.isEmpty()) {
            return Objects.requireNonNull(Vectors.class.getResourceAsStream("/conformance/" + file), file);
        }
        Path given = folder.get().resolve(file);
        assumeTrue(Files.exists(given), () -> "there is no " + given);
        return Files.newInputStream(given);
    }

    /** A relative one is looked for from where the build was called too, which is one above the module. */
    private static Optional<Path> given() {
        return Optional.ofNullable(System.getProperty("conformance.folder"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .map(path -> Files.exists(path) ? path : Path.of("..").resolve(path));
    }
}
