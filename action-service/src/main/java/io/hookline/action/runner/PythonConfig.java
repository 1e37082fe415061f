package io.hookline.action.runner;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** What Python actions are run by. */
@ConfigMapping(prefix = "hookline.runner.python")
public interface PythonConfig {
    /** The interpreter of packs without an environment of their own: a path, or a name to be looked for on {@code PATH}. */
    @WithDefault("python3")
    String interpreter();

    /** Folder of the packs' virtual environments, one for each pack and named like it. */
    Optional<Path> virtualenvs();
}
