package io.hookline.action.pack;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
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

    /**
     * Where rules and trigger types of packs are saved when packs are registered: the address of the rules service or of a gateway in front
     * of it, without version and last slash. By default the API's own, {@code hookline.api.url}; to be set where that one is not reachable
     * from within.
     */
    Optional<URI> rulesUrl();
}
