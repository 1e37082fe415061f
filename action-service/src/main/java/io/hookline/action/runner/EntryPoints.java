package io.hookline.action.runner;

import io.hookline.action.pack.PackFolders;
import io.hookline.common.model.Action;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The files that actions name as what is to be run. */
@Singleton
public final class EntryPoints {
    private final Function<String, Optional<Path>> packs;

    @Inject
    EntryPoints(PackFolders packs) {
        this(packs::find);
    }

    /**
     * @param packs from a pack's name to its folder
     */
    public EntryPoints(Function<String, Optional<Path>> packs) {
        this.packs = packs;
    }

    /** Empty if there is no such pack here. */
    Optional<Path> folder(String pack) {
        return packs.apply(pack);
    }

    /**
     * @return its absolute path
     * @throws FileNotFoundException if there is no such file; the message is for people
     */
    public Path find(Action action) throws FileNotFoundException {
        if (action.entryPoint().isEmpty()) {
            throw new FileNotFoundException("Action \"" + action.ref() + "\" has no entry point.");
        }
        try {
            // An entry point that is an absolute path stays what it is.
            Path file = folder(action.pack())
                    .map(folder -> folder.resolve("actions"))
                    .orElse(Path.of(""))
                    .resolve(action.entryPoint());
            if (file.isAbsolute() && Files.isRegularFile(file)) {
                return file;
            }
            throw new FileNotFoundException("Action \"" + action.ref() + "\" can't be run: there is no file '"
                    + (file.isAbsolute() ? file : action.entryPoint()) + "'.");
        } catch (InvalidPathException e) {
            throw new FileNotFoundException(
                    "Action \"" + action.ref() + "\" has an entry point that is no path: " + e.getMessage());
        }
    }
}
