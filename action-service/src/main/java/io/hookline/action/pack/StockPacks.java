package io.hookline.action.pack;

import io.hookline.expressions.python.PythonYaml;
import io.hookline.expressions.python.YamlDocument;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Runtime.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The packs that are delivered with the service: {@code core}, and {@code default} for what is made without a pack. Their files are laid
 * out where the API writes, unless the pack is there already in this version or a newer one.
 */
final class StockPacks {
    private static final List<String> NAMES = List.of("core", "default");

    private StockPacks() {}

    static void layOut(PackFolders folders) {
        for (String pack : NAMES) {
            Path there = folders.find(pack).orElseGet(() -> folders.home().resolve(pack));
            if (there.startsWith(folders.home()) && isOlder(versionOf(there), delivered(pack))) {
                layOut(new PackFolder(pack, there));
            }
        }
    }

    private static void layOut(PackFolder pack) {
        try {
            Files.createDirectories(pack.path().resolve("actions"));
            for (String file : files()) {
                if (file.startsWith(pack.ref() + "/")) {
                    pack.write(file.substring(pack.ref().length() + 1), resource("/packs/" + file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pack " + pack.ref() + " can't be laid out in " + pack.path(), e);
        }
        Log.infof("pack laid out pack=%s folder=%s", pack.ref(), pack.path());
    }

    /** In the order in which they are written: {@code pack.yaml}, which says that all are there, comes last. */
    private static List<String> files() {
        return resource("/packs/files.txt").lines().toList();
    }

    private static String delivered(String pack) {
        return version(resource("/packs/" + pack + "/" + PackFolder.METADATA));
    }

    private static String versionOf(Path pack) {
        Path file = pack.resolve(PackFolder.METADATA);
        try {
            return Files.isRegularFile(file) ? version(Files.readString(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version(String yaml) {
        return switch (PythonYaml.document(yaml)) {
            case YamlDocument.Read(var value, var lines) ->
                value.path("version").asText();
            case YamlDocument.Unreadable unreadable -> "";
        };
    }

    private static boolean isOlder(String found, String delivered) {
        try {
            return found.isEmpty() || Version.parse(found).compareTo(Version.parse(delivered)) < 0;
        } catch (IllegalArgumentException e) {
            return false; // somebody's own, left alone
        }
    }

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(StockPacks.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
