package io.hookline.standalone.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The scenarios of a folder, in the order of their files' names: those that lie here, or those of the folder that
 * {@code -Dconformance.folder=} names, which holds them directly or in a folder {@code scenarios}.
 */
final class Scenarios {
    private static final String PROPERTY = "conformance.folder";
    private static final String INNER = "scenarios";

    private Scenarios() {}

    /** Whether they are not our own: then nothing is known of them. */
    static boolean areGiven() {
        return given().isPresent();
    }

    static List<Scenario> read() {
        Path folder = given().orElseGet(Scenarios::ours);
        Path inner = folder.resolve(INNER);
        try (Stream<Path> files = Files.list(Files.isDirectory(inner) ? inner : folder)) {
            return files.filter(Scenario::isOne).sorted().map(Scenario::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A relative one is looked for from where the build was called too, which is one above this module. */
    private static Optional<Path> given() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .map(path -> Files.exists(path) ? path : Path.of("..").resolve(path));
    }

    private static Path ours() {
        try {
            return Path.of(Objects.requireNonNull(Scenarios.class.getResource("/conformance"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
