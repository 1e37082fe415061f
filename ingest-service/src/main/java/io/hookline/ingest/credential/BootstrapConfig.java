package io.hookline.ingest.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The first API key of an installation. */
@ConfigMapping(prefix = "hookline.bootstrap")
interface BootstrapConfig {
    /** A key that is made sure to exist at each start; only its hash is stored. */
    Optional<String> apiKey();

    /** The user whom requests with that key act for. */
    @WithDefault("admin")
    String user();
}
