package io.hookline.ingest.credential;

import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of users and passwords. It is looked at before each use and read again when it has changed. One that can't be read, or not
 * every line of it, is being written or broken: the last good one stays in force. One that is gone lets nobody in: that is how an
 * operator locks the door.
 */
@Singleton
class Htpasswd {
    /** Editors empty a file before they write it; one that stays empty is meant so. */
    private static final Duration EMPTY_WHILE_WRITTEN = Duration.ofSeconds(2);

    private static final long LARGEST_BYTES = 16L * 1024 * 1024;

    private final Optional<Path> file;
    private final Clock clock;
    private final byte[] seed = new byte[32];
    private final PasswordHashes nobody;
    private @Nullable Stamp stamp;
    private PasswordHashes hashes;
    private boolean good;
    private boolean unread;

    Htpasswd(CredentialConfig config, Clock clock) {
        this.file = config.htpasswdFile().filter(path -> !path.toString().isEmpty());
        this.clock = clock;
        new SecureRandom().nextBytes(seed);
        this.nobody = PasswordHashes.read(List.of(), seed);
        this.hashes = nobody;
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
            if (!now.equals(stamp) && !(good && isJustEmptied(now))) {
                take(path, PasswordHashes.read(lines(path, now), seed));
                stamp = now;
            }
            unread = false;
        } catch (NoSuchFileException e) {
            if (!unread) {
                Log.warnf("users are gone, nobody can log in file=%s", path);
            }
            forget();
            hashes = nobody;
            good = false;
        } catch (IOException e) {
            if (!unread) {
                Log.warnf(
                        "users can't be read, those known before stay file=%s users=%d reason=%s",
                        path, hashes.users(), e);
            }
            forget();
        }
    }

    private void take(Path path, PasswordHashes read) {
        if (read.unreadable() == 0) {
            Log.infof("users read file=%s users=%d", path, read.users());
            hashes = read;
            good = true;
        } else if (good) {
            Log.warnf(
                    "users have lines that can't be read, those known before stay file=%s unreadable=%d",
                    path, read.unreadable());
        } else {
            Log.warnf(
                    "users have lines that can't be read, these let nobody in file=%s users=%d unreadable=%d",
                    path, read.users(), read.unreadable());
            hashes = read;
        }
    }

    private void forget() {
        unread = true;
        stamp = null;
    }

    private boolean isJustEmptied(Stamp now) {
        return now.size() == 0
                && clock.instant().isBefore(now.changed().toInstant().plus(EMPTY_WHILE_WRITTEN));
    }

    private static List<String> lines(Path path, Stamp now) throws IOException {
        if (now.size() > LARGEST_BYTES) {
            throw new IOException("it is larger than " + LARGEST_BYTES + " bytes");
        }
        return Files.readAllLines(path);
    }

    private record Stamp(
            FileTime changed, long size, @Nullable Object key) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        }
    }
}
