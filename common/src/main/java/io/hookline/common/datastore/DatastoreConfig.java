package io.hookline.common.datastore;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** How secret values of the datastore are encrypted. */
@ConfigMapping(prefix = "hookline.datastore")
public interface DatastoreConfig {
    /**
     * The file with the key, in StackStorm's form ({@code aesKeyString}, {@code hmacKey}), the same for all services. Without one, values can't
     * be secret, and those that are can't be decrypted.
     */
    Optional<Path> keyFile();
}
