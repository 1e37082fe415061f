package io.hookline.action.pack;

import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the folder of a pack on the search path. */
@Singleton
public final class PackFolders {
    private static final String NAME = "[A-Za-z0-9_]+";

    private final List<Path> path;

    PackFolders(PacksConfig config) {
        this.path = config.folders().orElse(List.of());
    }

    /** Empty if no folder of the search path holds such a pack. */
    public Optional<Path> find(String pack) {
        return pack.matches(NAME)
                ? path.stream()
                        .map(folder -> folder.resolve(pack))
                        .filter(Files::isDirectory)
                        .findFirst()
                : Optional.empty();
    }
}
