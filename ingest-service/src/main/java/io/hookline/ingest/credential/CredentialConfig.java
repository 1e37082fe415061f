package io.hookline.ingest.credential;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What an operator may change about logging in. */
@ConfigMapping(prefix = "hookline.auth")
interface CredentialConfig {
    /**
     * Users and their passwords: lines of {@code user:hash} with bcrypt hashes ({@code htpasswd -B}). Read again when it changes. Without
     * it nobody gets a token; API keys work.
     */
    Optional<Path> htpasswdFile();

    /** How long a token counts if its request says nothing, and the longest that it may ask for. */
    @WithDefault("24H")
    Duration tokenTtl();
}
