package io.hookline.rules.file;

import io.hookline.rules.file.FileText.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which rules are kept as files: plain {@code *.yaml} in it, and {@code <pack>/rules/*.yaml} as StackStorm's packs have them;
 * it may be a single pack itself. Links are followed and what begins with a dot is passed over, so that a mounted ConfigMap of Kubernetes
 * is read as it looks.
 */
final class RulesFolder {
    static final int MOST_FILES = 10_000;
    static final int LARGEST_FILE = 256 * 1024;

    /** What a pack holds besides rules, where the folder is one. */
    private static final Set<String> NO_RULES = Set.of("pack.yaml", "pack.yml", "config.schema.yaml");

    private final Path folder;

    RulesFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Which files there are, and what tells whether one has changed.
     *
     * @throws IOException if the folder or one within it can't be read, or holds too many files
     */
    Look look() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder + " is no folder, or is not there");
        }
        List<Seen> found = new ArrayList<>();
        add(found, folder, "", Optional.empty());
        boolean isPack = Files.exists(folder.resolve("pack.yaml"));
        Path absolute = folder.toAbsolutePath().normalize();
        add(
                found,
                folder.resolve("rules"),
                "rules/",
                isPack ? Optional.ofNullable(absolute.getFileName()).map(Path::toString) : Optional.empty());
        for (Path pack : inside(folder)) {
            String name = String.valueOf(pack.getFileName());
            add(found, pack.resolve("rules"), name + "/rules/", Optional.of(name));
        }
        found.sort(Comparator.comparing(Seen::name));
        return new Look(List.copyOf(found));
    }

    private static void add(List<Seen> found, Path in, String prefix, Optional<String> pack) throws IOException {
        if (!Files.isDirectory(in)) {
            return;
        }
        for (Path path : inside(in)) {
            String name = String.valueOf(path.getFileName());
            boolean isYaml = name.endsWith(".yaml") || name.endsWith(".yml");
            if (isYaml && !Files.isDirectory(path) && !(prefix.isEmpty() && NO_RULES.contains(name))) {
                found.add(Seen.of(prefix + name, pack, path));
            }
            if (found.size() > MOST_FILES) {
                throw new IOException("there are more than " + MOST_FILES + " files");
            }
        }
    }

    private static List<Path> inside(Path in) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                in, path -> !String.valueOf(path.getFileName()).startsWith("."))) {
            all.forEach(found::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** The files of a look, each with what it holds now. */
    static List<FileText> read(Look look) {
        return look.files().stream()
                .map(seen -> new FileText(seen.name(), seen.pack(), content(seen.path())))
                .toList();
    }

    /**
     * One file of a pack.
     *
     * @param name by which it is told of
     */
    static FileText read(String name, String pack, Path path) {
        return new FileText(name, Optional.of(pack), content(path));
    }

    private static Content content(Path path) {
        try (InputStream file = Files.newInputStream(path)) {
            byte[] bytes = file.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                return new Content.Unreadable("the file is larger than " + LARGEST_FILE / 1024 + " KiB");
            }
            return new Content.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("the file is not UTF-8");
        } catch (IOException e) {
            return new Content.Unreadable(
                    "the file can't be read: " + e.getClass().getSimpleName());
        }
    }

    /** The folder at one moment; equal to another look if nothing has changed in between. */
    record Look(List<Seen> files) {}

    /** What tells one state of a file from the next: a replaced file is another one, though it may have the size and time of the old. */
    record Seen(
            String name,
            Optional<String> pack,
            Path path,
            long size,
            @Nullable FileTime modified,
            @Nullable Object key) {
        static Seen of(String name, Optional<String> pack, Path path) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Seen(
                        name, pack, path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
            } catch (IOException e) {
                return new Seen(
                        name, pack, path, -1, null, null); // a link that leads nowhere is a file that can't be read
            }
        }
    }
}
