package io.hookline.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The one folder all data live in. It belongs to one process at a time, and what it holds is for its owner's eyes only. */
final class DataFolder {
    private final Path path;
    /** Held for as long as the process lives; the system lets go of it however that ends. */
    @SuppressWarnings("unused")
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if it is missing and takes it for this process.
     *
     * @throws CannotStart if another process has it, or it can't be written to
     */
    static DataFolder take(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                createPrivate(path);
            }
            var lock = FileChannel.open(path.resolve("lock"), CREATE, WRITE);
            try {
                if (lock.tryLock() != null) {
                    return new DataFolder(path, lock);
                }
            } catch (OverlappingFileLockException e) {
                // taken within this process: the same answer
            }
            lock.close();
        } catch (IOException e) {
            throw new CannotStart(
                    "The data folder " + path + " can't be used (" + reason(e)
                            + "): set HOOKLINE_DATA to a folder that can be written to.",
                    e);
        }
        throw new CannotStart("The data folder " + path
                + " is in use by another Hookline: stop that one, or set HOOKLINE_DATA to another folder.");
    }

    Path path() {
        return path;
    }

    /** A folder below, made if it is missing, which only the owner may enter. */
    Path folder(String name) throws IOException {
        Path folder = path.resolve(name);
        if (!Files.isDirectory(folder)) {
            createPrivate(folder);
        }
        return folder;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    /** The first line of a file, if there is such a file and line. */
    Optional<String> read(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readString(file).lines().findFirst().filter(line -> !line.isBlank());
    }

    /** Writes a file that only the owner can read; whoever looks sees the old or the new content, nothing between. */
    void write(String name, String content) throws IOException {
        Path half = file(name + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var channel = FileChannel.open(half, WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(content));
            channel.force(true);
        }
        try {
            Files.move(half, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, file(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String reason(IOException e) {
        return e.getClass()
                .getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace(" Exception", "")
                .toLowerCase();
    }
}
