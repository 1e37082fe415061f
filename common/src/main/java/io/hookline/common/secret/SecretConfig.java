package io.hookline.common.secret;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** How secret parameters are sealed. */
@ConfigMapping(prefix = "hookline.secret")
public interface SecretConfig {
    /**
     * The key of the whole installation, the same for all services: 32 random bytes in base64. Lost, no secret that is
     * stored can be read again. Without one these services do not start.
     */
    Optional<String> key();
}
