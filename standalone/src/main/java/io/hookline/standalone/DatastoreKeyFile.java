package io.hookline.standalone;

import io.hookline.common.datastore.DatastoreKey;
import io.hookline.expressions.template.KeyCipher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The key of secret datastore values: made at the first start, in StackStorm's form, kept beside the data that can't be read without it. */
final class DatastoreKeyFile {
    /** An operator's own file stands here. */
    static final String VARIABLE = "HOOKLINE_DATASTORE_KEY_FILE";

    private static final String FILE = "datastore-key.json";

    private DatastoreKeyFile() {}

    static Path in(DataFolder data) throws IOException {
        Path file = data.file(FILE);
        if (!Files.exists(file)) {
            data.write(FILE, KeyCipher.freshKeyFile());
        }
        return file;
    }

    /**
     * @throws CannotStart if it can't be used
     */
    static Path checked(Path file) {
        try {
            var unused = DatastoreKey.read(file);
            return file;
        } catch (IllegalArgumentException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }
}
