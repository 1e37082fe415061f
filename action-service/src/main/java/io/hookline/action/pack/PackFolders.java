package io.hookline.action.pack;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folders in which packs are kept as files, in the order in which they are searched. */
@Singleton
public final class PackFolders {

    private final List<Path> path;
    private final Path configs;
    private final Path overrides;

    PackFolders(PacksConfig config) {
        this.path = usable(config.folders().orElse(List.of()));
        Path home = path.getFirst();
        this.configs = config.configs().orElseGet(() -> home.resolveSibling("configs"));
        this.overrides = config.overrides().orElseGet(() -> home.resolveSibling("overrides"));
    }

    /** With a folder in front that can be written. */
    private static List<Path> usable(List<Path> given) {
        List<Path> folders = new ArrayList<>(given.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .toList());
        if (folders.isEmpty()) {
            folders.add(temporary());
        } else if (!isWritable(folders.getFirst())) {
            Path temporary = temporary();
            Log.warnf(
                    "the first folder of packs can't be written, what is written goes elsewhere and is not kept folder=%s instead=%s",
                    folders.getFirst(), temporary);
            folders.addFirst(temporary);
        }
        return List.copyOf(folders);
    }

    private static boolean isWritable(Path folder) {
        try {
            return Files.isWritable(Files.createDirectories(folder));
        } catch (IOException e) {
            return false;
        }
    }

    /** Readable for this user alone, as scripts that are run are put there. */
    private static Path temporary() {
        try {
            return Files.createDirectory(Files.createTempDirectory("hookline-").resolve("packs"));
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for packs: set hookline.packs.folders", e);
        }
    }

    /** Empty if no folder of the search path holds such a pack. */
    public Optional<Path> find(String pack) {
        return folder(pack).map(PackFolder::path);
    }

    /** Empty if no folder of the search path holds such a pack. */
    public Optional<PackFolder> folder(String pack) {
        return isName(pack)
                ? path.stream()
                        .map(folder -> folder.resolve(pack))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .map(found -> new PackFolder(pack, found))
                : Optional.empty();
    }

    /** Any name that a folder may have, dashes and all; no path. */
    private static boolean isName(String pack) {
        return PackFolder.isPlain(pack) && pack.indexOf('/') < 0;
    }

    /** All that have a {@code pack.yaml}, by name. */
    List<PackFolder> all() {
        Map<String, PackFolder> found = new TreeMap<>();
        for (Path folder : path) {
            for (Path inside : inside(folder)) {
                String name = String.valueOf(inside.getFileName());
                if (Files.isRegularFile(inside.resolve(PackFolder.METADATA))) {
                    found.putIfAbsent(name, new PackFolder(name, inside));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Path> inside(Path folder) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isDirectory)) {
            all.forEach(found::add);
        } catch (IOException | DirectoryIteratorException e) {
            Log.warnf("a folder of packs can't be read folder=%s reason=%s", folder, e);
        }
        return found;
    }

    /** Where the API writes, and new packs are laid out. */
    Path home() {
        return path.getFirst();
    }

    /** The folder of the packs' configurations; it need not be there. */
    Path configs() {
        return configs;
    }

    /** The folder of what switches things of packs on and off; it need not be there. */
    Path overrides() {
        return overrides;
    }
}
