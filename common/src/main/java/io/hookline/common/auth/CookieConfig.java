package io.hookline.common.auth;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The cookie that gives a token back to the web interface, whose streams and file links carry nothing else. */
@StaticInitSafe // filters are made before the rest of the application
@ConfigMapping(prefix = "hookline.auth.cookie")
interface CookieConfig {
    /** As browsers know them; {@code unset} leaves it to the browser. */
    enum SameSite {
        STRICT,
        LAX,
        NONE,
        UNSET
    }

    /** Whether browsers send it over HTTPS only. */
    @WithDefault("true")
    boolean secure();

    /** {@code strict}, {@code lax}, {@code none} (browsers want {@code secure} with it) or {@code unset}. */
    @WithDefault("lax")
    SameSite sameSite();
}
