package io.hookline.action.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where leaders of process groups say how their commands ended: a file for each, in a folder of this process. It may be written by whomever
 * the command runs as, and found by nobody who was not told its name.
 */
final class LeaderNotes {
    private LeaderNotes() {}

    /** An empty one. */
    static Path fresh() throws IOException {
        Path note = Files.createTempFile(Folder.PATH, "", "");
        Files.setPosixFilePermissions(note, PosixFilePermissions.fromString("rw--w--w-"));
        return note;
    }

    /** Whether the command itself chose its exit code. A leader that was killed said nothing. */
    static boolean saysExit(Path note) {
        try {
            return Files.readString(note).equals("exit\n");
        } catch (IOException e) {
            return false;
        }
    }

    static void remove(Path note) {
        try {
            Files.deleteIfExists(note);
        } catch (IOException e) {
            // It is empty or a word long, and goes with the folder for temporary files.
        }
    }

    /** Made when the first command runs. */
    private static final class Folder {
        static final Path PATH = made();

        private static Path made() {
            try {
                Path folder = Files.createTempDirectory("hookline-processes-");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
                folder.toFile().deleteOnExit();
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
