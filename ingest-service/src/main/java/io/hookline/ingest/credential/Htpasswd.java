package io.hookline.ingest.credential;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file of users and passwords. It is looked at before each use and read again when it has changed. */
@Singleton
class Htpasswd {
    private static final PasswordHashes NOBODY = PasswordHashes.read(List.of());

    private final Optional<Path> file;
    private @Nullable Stamp stamp;
    private PasswordHashes hashes = NOBODY;
    private boolean missing;

    Htpasswd(CredentialConfig config) {
        this.file = config.htpasswdFile();
    }

    /** Slow: a tenth of a second of work; not for event loops. */
    boolean accepts(BasicCredentials given) {
        return current().accept(given);
    }

    private synchronized PasswordHashes current() {
        file.ifPresent(this::readIfChanged);
        return hashes;
    }

    private void readIfChanged(Path path) {
        try {
            Stamp now = Stamp.of(path);
            if (!now.equals(stamp)) {
                hashes = PasswordHashes.read(Files.readAllLines(path));
                stamp = now;
                missing = false;
                Log.infof("users read file=%s users=%d unreadable=%d", path, hashes.users(), hashes.unreadable());
            }
        } catch (IOException e) {
            // A file that is gone lets nobody in: that is how an operator locks the door.
            if (!missing) {
                Log.warnf("users can't be read, nobody can log in file=%s reason=%s", path, e);
            }
            missing = true;
            stamp = null;
            hashes = NOBODY;
        }
    }

    private record Stamp(
            FileTime changed, long size, @Nullable Object key) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }
}
