package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialConfigTest {
    @Test
    void namesAndDefaultsAreThoseOfTheDocumentation() {
        SmallRyeConfig defaults = config(Map.of());
        SmallRyeConfig changed = config(Map.of(
                "hookline.auth.htpasswd-file", "/etc/users",
                "hookline.auth.token-ttl", "60S",
                "hookline.bootstrap.api-key", "k",
                "hookline.bootstrap.user", "ann"));

        assertThat(defaults.getConfigMapping(CredentialConfig.class).htpasswdFile())
                .isEmpty();
        assertThat(defaults.getConfigMapping(CredentialConfig.class).tokenTtl()).isEqualTo(Duration.ofDays(1));
        assertThat(defaults.getConfigMapping(BootstrapConfig.class).apiKey()).isEmpty();
        assertThat(defaults.getConfigMapping(BootstrapConfig.class).user()).isEqualTo("admin");
        assertThat(changed.getConfigMapping(CredentialConfig.class).htpasswdFile())
                .contains(Path.of("/etc/users"));
        assertThat(changed.getConfigMapping(CredentialConfig.class).tokenTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(changed.getConfigMapping(BootstrapConfig.class).apiKey()).contains("k");
        assertThat(changed.getConfigMapping(BootstrapConfig.class).user()).isEqualTo("ann");
    }

    private static SmallRyeConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(Path.class, 200, Path::of)
                .withMapping(CredentialConfig.class)
                .withMapping(BootstrapConfig.class)
                .withDefaultValues(settings)
                .build();
    }
}
