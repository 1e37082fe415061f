package io.hookline.action.runner;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The Python of each pack: of its own virtual environment, or that of this machine for a pack that needs nothing beside it. */
@Singleton
final class PythonInterpreters {
    private static final String IN_ENVIRONMENT = "bin/python3";

    private final PythonConfig config;
    private final EntryPoints entryPoints;

    PythonInterpreters(PythonConfig config, EntryPoints entryPoints) {
        this.config = config;
        this.entryPoints = entryPoints;
    }

    /**
     * @throws FileNotFoundException if there is none that will do; the message is for people
     */
    Path of(String pack) throws FileNotFoundException {
        Optional<Path> environment = config.virtualenvs().map(folder -> folder.resolve(pack));
        if (environment.isPresent() && Files.isExecutable(environment.get().resolve(IN_ENVIRONMENT))) {
            return environment.get().resolve(IN_ENVIRONMENT).toAbsolutePath();
        }
        boolean needsMore = entryPoints
                .folder(pack)
                .filter(folder -> Files.exists(folder.resolve("requirements.txt")))
                .isPresent();
        if (needsMore) {
            throw new FileNotFoundException(
                    "Pack \"" + pack + "\" names requirements, and there is no virtual environment for them"
                            + environment
                                    .map(folder -> " at '" + folder + "'.")
                                    .orElse(": hookline.runner.python.virtualenvs is not set."));
        }
        return onPath(config.interpreter())
                .orElseThrow(() -> new FileNotFoundException("There is no Python here to run the action with: '"
                        + config.interpreter() + "' is not found."));
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
