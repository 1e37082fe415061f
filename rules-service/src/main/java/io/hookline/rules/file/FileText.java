package io.hookline.rules.file;

import java.util.Optional;

/**
 * A file of the folder, before anybody looks at what it says.
 *
 * @param name its path within the folder, with slashes
 * @param pack the folder it lies in, if that stands for a pack
 */
record FileText(String name, Optional<String> pack, Content content) {

    /** What could be read of it. */
    sealed interface Content {
        record Text(String text) implements Content {}

        record Unreadable(String reason) implements Content {}
    }

    /** The path that StackStorm shows as {@code metadata_file}: within the pack, if there is one. */
    String metadataFile() {
        return pack.isPresent() && name.startsWith(pack.get() + "/")
                ? name.substring(pack.get().length() + 1)
                : name;
    }
}
