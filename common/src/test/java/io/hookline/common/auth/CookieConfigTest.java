package io.hookline.common.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CookieConfigTest {
    @Test
    void namesAndDefaultsAreThoseOfTheDocumentation() {
        CookieConfig defaults = config(Map.of());
        CookieConfig changed =
                config(Map.of("hookline.auth.cookie.secure", "false", "hookline.auth.cookie.same-site", "unset"));

        assertThat(defaults.secure()).isTrue();
        assertThat(defaults.sameSite()).isEqualTo(CookieConfig.SameSite.LAX);
        assertThat(changed.secure()).isFalse();
        assertThat(changed.sameSite()).isEqualTo(CookieConfig.SameSite.UNSET);
    }

    private static CookieConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(CookieConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(CookieConfig.class);
    }
}
