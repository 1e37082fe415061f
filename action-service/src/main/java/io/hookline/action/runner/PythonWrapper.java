package io.hookline.action.runner;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Python file that calls actions, laid out where an interpreter finds it. */
@Singleton
final class PythonWrapper {
    private static final String RESOURCE = "/python/run_action.py";

    private @Nullable Path folder;

    /** Laid out again if somebody has cleaned up in between. */
    synchronized Path file() throws IOException {
        if (folder == null || !Files.exists(folder.resolve("run_action.py"))) {
            Path fresh = Files.createTempDirectory("hookline-python");
            try (InputStream wrapper =
                    Objects.requireNonNull(PythonWrapper.class.getResourceAsStream(RESOURCE), RESOURCE)) {
                Files.copy(wrapper, fresh.resolve("run_action.py"));
            }
            folder = fresh;
        }
        return folder.resolve("run_action.py");
    }

    @PreDestroy
    synchronized void remove() throws IOException {
        if (folder != null) {
            Files.deleteIfExists(folder.resolve("run_action.py"));
            Files.deleteIfExists(folder);
        }
    }
}
