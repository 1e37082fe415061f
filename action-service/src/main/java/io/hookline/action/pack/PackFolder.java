package io.hookline.action.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pack as files. Nothing that is read, written or deleted through it is outside of it, also not where a symbolic link leads there.
 *
 * @param ref the folder's name
 */
public record PackFolder(String ref, Path path) {
    static final String METADATA = "pack.yaml";
    private static final int MOST_FILES = 10_000;

    /** Whether a path is relative and already as short as it can be: without {@code ..}, {@code .} or empty parts. */
    public static boolean isPlain(String relative) {
        for (String part : relative.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * A file that is there.
     *
     * @param relative path within the pack, with slashes
     */
    public Optional<Path> file(String relative) {
        if (!isPlain(relative)) {
            return Optional.empty();
        }
        Path file = path.resolve(relative);
        return Files.isRegularFile(file) && isWithin(file) ? Optional.of(file) : Optional.empty();
    }

    /** Whether something that is there is inside when all links are followed. */
    private boolean isWithin(Path file) {
        try {
            return file.toRealPath().startsWith(path.toRealPath());
        } catch (IOException e) {
            return false; // it vanished meanwhile
        }
    }

    /**
     * Writes a file, with the folders it needs. One that begins as a script does may be executed by its owner.
     *
     * @param relative a {@link #isPlain plain} path within the pack, with slashes
     * @return empty if that would be outside of the pack
     */
    public Optional<Path> write(String relative, String content) throws IOException {
        if (!isPlain(relative)) {
            return Optional.empty();
        }
        Path file = path.resolve(relative);
        Path nearest = file;
        while (!Files.exists(nearest, LinkOption.NOFOLLOW_LINKS)) {
            nearest = parent(nearest);
        }
        if (!isWithin(nearest)) {
            return Optional.empty();
        }
        Path folder = Files.createDirectories(parent(file));
        Path written = Files.createTempFile(folder, ".written", null);
        try {
            Files.writeString(written, content, StandardCharsets.UTF_8);
            boolean script = content.startsWith("#!");
            Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(script ? "rwxr-xr-x" : "rw-r--r--"));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
        return Optional.of(file);
    }

    private static Path parent(Path within) {
        return Objects.requireNonNull(within.getParent(), "a pack is a folder");
    }

    /** Deletes a file, if it is there and inside. */
    public void delete(String relative) throws IOException {
        Optional<Path> file = file(relative);
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    /**
     * All files below, by path; what Git and Python keep for themselves is left out, and links to folders are not followed.
     *
     * @throws IOException if a folder can't be read, or there are too many files
     */
    List<String> files() throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.toString().endsWith(".pyc")) {
                    found.add(path.relativize(file).toString());
                }
                if (found.size() > MOST_FILES) {
                    throw new IOException("there are more than " + MOST_FILES + " files in the pack");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }

    /**
     * The files of metadata that stand directly in one folder of the pack, as paths within the pack, sorted.
     *
     * @param kind such as {@code actions}
     */
    List<String> metadata(String kind) throws IOException {
        List<String> found = new ArrayList<>();
        Path folder = path.resolve(kind);
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (var all = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
            all.forEach(file -> found.add(kind + "/" + file.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found);
        return found;
    }

    /**
     * The text of a file of metadata.
     *
     * @throws IOException if it is not there, is too large, or is no UTF-8
     */
    String text(String relative) throws IOException {
        Path file = file(relative).orElseThrow(() -> new NoSuchFileException(relative));
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
