package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialConfigTest {
    @Test
    void namesAndDefaultsAreThoseOfTheDocumentation() {
        CredentialConfig defaults = Samples.settings(CredentialConfig.class, Map.of());
        CredentialConfig changed = Samples.settings(
                CredentialConfig.class,
                Map.of(
                        "hookline.auth.mode", "proxy",
                        "hookline.auth.trusted-proxies", "10.0.0.0/8",
                        "hookline.auth.htpasswd-file", "/etc/users",
                        "hookline.auth.token-ttl", "60S",
                        "hookline.auth.expired-tokens-kept", "72H",
                        "hookline.auth.service-users", "bot,other",
                        "hookline.auth.nicknames.chat.ann", "annie",
                        "hookline.auth.nicknames.\"a.b\".\"bob.c\"", "Bob C"));

        assertThat(defaults.mode()).isEqualTo(CredentialConfig.Mode.STANDALONE);
        assertThat(defaults.trustedProxies()).containsExactly("127.0.0.0/8", "::1");
        assertThat(defaults.htpasswdFile()).isEmpty();
        assertThat(defaults.tokenTtl()).isEqualTo(Duration.ofDays(1));
        assertThat(defaults.expiredTokensKept()).isEqualTo(Duration.ofDays(2));
        assertThat(defaults.serviceUsers()).isEmpty();
        assertThat(defaults.nicknames()).isEmpty();
        assertThat(changed.mode()).isEqualTo(CredentialConfig.Mode.PROXY);
        assertThat(changed.trustedProxies()).containsExactly("10.0.0.0/8");
        assertThat(changed.htpasswdFile()).contains(Path.of("/etc/users"));
        assertThat(changed.tokenTtl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(changed.expiredTokensKept()).isEqualTo(Duration.ofDays(3));
        assertThat(changed.serviceUsers()).contains(List.of("bot", "other"));
        assertThat(changed.nicknames())
                .isEqualTo(Map.of("chat", Map.of("ann", "annie"), "a.b", Map.of("bob.c", "Bob C")));
    }

    @Test
    void anEmptySettingIsAnAbsentOne() {
        CredentialConfig empty = Samples.settings(
                CredentialConfig.class, Map.of("hookline.auth.htpasswd-file", "", "hookline.auth.service-users", ""));

        assertThat(empty.htpasswdFile()).isEmpty();
        assertThat(empty.serviceUsers()).isEmpty();
        assertThat(Samples.settings(BootstrapConfig.class, Map.of("hookline.bootstrap.api-key", ""))
                        .apiKey())
                .isEmpty();
    }

    @Test
    void aModeThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> Samples.settings(CredentialConfig.class, Map.of("hookline.auth.mode", "open")))
                .hasMessageContaining("hookline.auth.mode")
                .hasMessageContaining("open");
    }

    @Test
    void theFirstKeysSettingsAreThoseOfTheDocumentation() {
        BootstrapConfig defaults = Samples.settings(BootstrapConfig.class, Map.of());
        BootstrapConfig changed = Samples.settings(
                BootstrapConfig.class, Map.of("hookline.bootstrap.api-key", "k", "hookline.bootstrap.user", "ann"));

        assertThat(defaults.apiKey()).isEmpty();
        assertThat(defaults.user()).isEqualTo("admin");
        assertThat(changed.apiKey()).contains("k");
        assertThat(changed.user()).isEqualTo("ann");
    }
}
