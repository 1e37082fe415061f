package io.hookline.standalone;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from our own class path into the data folder. */
record PostgresPrograms(Path folder) {
    private static final int OWNER_MAY_EXECUTE = 0100;

    /** @throws CannotStart if there are none for this system and processor */
    static PostgresPrograms unpackedIn(Path home) throws IOException {
        Path folder = home.resolve("server-" + version());
        if (!Files.isDirectory(folder)) {
            Path half = home.resolve("server.new");
            delete(half);
            unpack(archive(), half);
            // Under its own name only when it is whole: a start that is killed while unpacking leaves nothing that
            // looks usable
            Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresPrograms(folder);
    }

    String initdb() {
        return folder.resolve("bin/initdb").toString();
    }

    String postgres() {
        return folder.resolve("bin/postgres").toString();
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private static String version() throws IOException {
        try (InputStream version = PostgresPrograms.class.getResourceAsStream("postgres.version")) {
            return new String(Objects.requireNonNull(version).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private static InputStream archive() {
        String processor = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> "none";
        };
        InputStream archive = System.getProperty("os.name").startsWith("Linux")
                ? PostgresPrograms.class.getResourceAsStream("/postgres-linux-" + processor + ".txz")
                : null;
        if (archive == null) {
            throw new CannotStart("The embedded PostgreSQL is for Linux on x86-64 and ARM64 only:"
                    + " set QUARKUS_DATASOURCE_JDBC_URL to a PostgreSQL of your own.");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("an entry leads out of the archive: " + entry.getName());
                }
                Files.createDirectories(Objects.requireNonNull(entry.isDirectory() ? path : path.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    if ((entry.getMode() & OWNER_MAY_EXECUTE) != 0) {
                        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                        permissions.add(PosixFilePermission.OWNER_EXECUTE);
                        Files.setPosixFilePermissions(path, permissions);
                    }
                }
            }
        }
    }
}
