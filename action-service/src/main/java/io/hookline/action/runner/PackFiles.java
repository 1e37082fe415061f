package io.hookline.action.runner;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack's files for one run.
 *
 * @param entryPoints as they are among these files
 * @param made what has to be removed afterwards; null: nothing
 */
record PackFiles(EntryPoints entryPoints, @Nullable Path made) implements AutoCloseable {
    /** What can't be removed stays: the run is over, and its result counts. */
    @Override
    public void close() {
        if (made == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(made)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : innermostFirst) {
                Files.delete(one);
            }
        } catch (IOException e) {
            Log.warnf("files of a pack's revision can't be removed folder=%s reason=%s", made, e.getMessage());
        }
    }
}
