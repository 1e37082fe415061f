package io.hookline.action.pack;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where packs are. */
@ConfigMapping(prefix = "hookline.packs")
interface PacksConfig {
    /** Folders that hold packs, a folder each; of two packs of one name the first counts. All nodes must see the same files. */
    Optional<List<Path>> folders();
}
