package io.hookline.action.pack;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where packs are. */
@ConfigMapping(prefix = "hookline.packs")
interface PacksConfig {
    /**
     * Folders that hold packs, a folder each; of two packs of one name the first counts. Into the first of them the API writes, and the
     * packs that are delivered with the service are laid out there. All nodes must see the same files. None: a temporary folder, which is
     * not kept.
     */
    Optional<List<Path>> folders();

    /** The folder of the packs' configurations, {@code <pack>.yaml}. By default {@code configs} beside the first folder of packs. */
    Optional<Path> configs();

    /**
     * The folder of files that switch things of packs on and off at every registration: {@code _global.yaml} and {@code <pack>.yaml}. By
     * default {@code overrides} beside the first folder of packs.
     */
    Optional<Path> overrides();
}
