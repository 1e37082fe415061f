package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtpasswdTest {
    @TempDir
    Path folder;

    @Test
    void theFileIsReadAgainWhenItChanges() throws IOException {
        Path file = folder.resolve("htpasswd");
        var htpasswd = new Htpasswd(new Settings(Optional.of(file)));
        assertThat(htpasswd.accepts(new BasicCredentials("ann", "one"))).isFalse();

        Files.writeString(file, "ann:" + bcrypt("one") + "\n");
        assertThat(htpasswd.accepts(new BasicCredentials("ann", "one"))).isTrue();

        Files.writeString(file, "ann:" + bcrypt("one") + "\nbob:" + bcrypt("two") + "\n");
        assertThat(htpasswd.accepts(new BasicCredentials("bob", "two"))).isTrue();
        assertThat(htpasswd.accepts(new BasicCredentials("ann", "one"))).isTrue();

        Files.delete(file);
        assertThat(htpasswd.accepts(new BasicCredentials("bob", "two"))).isFalse();
    }

    @Test
    void withoutAFileNobodyIsLetIn() {
        var htpasswd = new Htpasswd(new Settings(Optional.empty()));

        assertThat(htpasswd.accepts(new BasicCredentials("ann", "one"))).isFalse();
    }

    private static String bcrypt(String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray());
    }

    private record Settings(Optional<Path> htpasswdFile) implements CredentialConfig {
        @Override
        public Duration tokenTtl() {
            return Duration.ofDays(1);
        }
    }
}
