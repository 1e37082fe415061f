package io.hookline.common.datastore;

import io.hookline.expressions.template.KeyCipher;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The key of this installation's secret datastore values, read once. */
@Singleton
public final class DatastoreKey {
    private final @Nullable KeyCipher cipher;

    /**
     * @throws IllegalArgumentException if a file is set and can't be used
     */
    DatastoreKey(DatastoreConfig config) {
        this.cipher = config.keyFile().map(DatastoreKey::read).orElse(null);
    }

    /** Empty: no key file is set. */
    public Optional<KeyCipher> cipher() {
        return Optional.ofNullable(cipher);
    }

    /** Clear text; empty if it is no cipher text of this key, or there is no key. */
    public Optional<String> decrypt(String text) {
        return cipher().flatMap(known -> known.decrypt(text));
    }

    /**
     * @throws IllegalArgumentException with a sentence for the operator if the file can't be used
     */
    public static KeyCipher read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "HOOKLINE_DATASTORE_KEY_FILE is set to " + file + ", which can't be read.", e);
        }
        try {
            return KeyCipher.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "HOOKLINE_DATASTORE_KEY_FILE is set to " + file + ", which is no key file: " + e.getMessage() + ".",
                    e);
        }
    }
}
