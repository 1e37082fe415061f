package io.hookline.rules.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the folder came to.
 *
 * @param faults of the files that are not in force, in the files' order
 * @param interrupted why not all was done: the database or Kafka is away
 */
record FolderChanges(
        List<Change> created,
        List<Change> changed,
        List<Change> deleted,
        List<FileFault> faults,
        Optional<String> interrupted) {
    FolderChanges {
        created = List.copyOf(created);
        changed = List.copyOf(changed);
        deleted = List.copyOf(deleted);
        faults = List.copyOf(faults);
    }

    /**
     * A rule that is another than before.
     *
     * @param rule its reference
     */
    record Change(String rule, String file) {}

    boolean isEmpty() {
        return created.isEmpty() && changed.isEmpty() && deleted.isEmpty();
    }

    /** Collects them. */
    static final class Made {
        final List<Change> created = new ArrayList<>();
        final List<Change> changed = new ArrayList<>();
        final List<Change> deleted = new ArrayList<>();
        final List<FileFault> faults = new ArrayList<>();

        @Nullable
        String interrupted;

        FolderChanges all() {
            faults.sort(Comparator.comparing(FileFault::file));
            return new FolderChanges(created, changed, deleted, faults, Optional.ofNullable(interrupted));
        }
    }
}
