package io.hookline.action.runner;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a leader of commands needs on disk: its script, and the named pipes that are standard output and error output of its commands. A
 * leader that runs as somebody else may use them; nobody else finds them who was not told the name.
 */
final class LeaderFolder {
    private static @Nullable Path parent;

    private final Path path;
    private final Path script;

    private LeaderFolder(Path path, Path script) {
        this.path = path;
        this.script = script;
    }

    static LeaderFolder fresh(LeaderProgram program) throws IOException, InterruptedException {
        Path path = Files.createTempDirectory(parent(), "");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        var folder = new LeaderFolder(path, path.resolve(program.file()));
        String resource = "/leader/" + program.file();
        try (InputStream script = Objects.requireNonNull(LeaderFolder.class.getResourceAsStream(resource), resource)) {
            Files.copy(script, folder.script());
        }
        Files.setPosixFilePermissions(folder.script(), PosixFilePermissions.fromString("rw-r--r--"));
        var pipes = new ProcessBuilder(
                "mkfifo",
                "-m",
                "666",
                folder.stdout().toString(),
                folder.stderr().toString());
        if (pipes.redirectErrorStream(true).start().waitFor() != 0) {
            throw new IOException("mkfifo can make no named pipes in " + path);
        }
        return folder;
    }

    Path path() {
        return path;
    }

    Path script() {
        return script;
    }

    Path stdout() {
        return path.resolve("stdout");
    }

    Path stderr() {
        return path.resolve("stderr");
    }

    /** Whether all is still there: temporary files that nobody has used for days are cleaned up on some machines. */
    boolean isWhole() {
        return Files.exists(stdout()) && Files.exists(stderr());
    }

    /** A hold on both pipes: while it lasts nobody waits for somebody who writes to them, and after it nobody does who does not. */
    Closeable hold() {
        List<RandomAccessFile> held = new ArrayList<>();
        for (Path pipe : List.of(stdout(), stderr())) {
            try {
                held.add(new RandomAccessFile(pipe.toFile(), "rw"));
            } catch (FileNotFoundException e) {
                // The leader has removed it, which it does when it has had it open before.
            }
        }
        return () -> {
            for (RandomAccessFile one : held) {
                one.close();
            }
        };
    }

    void remove() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The leader has removed it; or it holds no content, and goes with the folder for temporary files.
        }
    }

    /** Made when the first leader is, and again should somebody have cleaned up. */
    private static synchronized Path parent() throws IOException {
        if (parent == null || !Files.exists(parent)) {
            Path fresh = Files.createTempDirectory("hookline-processes-");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx--x--x"));
            fresh.toFile().deleteOnExit();
            parent = fresh;
        }
        return parent;
    }
}
