package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstCredentialsTest {
    private final RandomText secrets = new RandomText(new SecureRandom());

    @TempDir
    Path folder;

    private DataFolder data;

    @BeforeEach
    void takeFolder() {
        data = DataFolder.take(folder.resolve("data"));
    }

    @Test
    void whatNobodyGivesIsMadeOnceAndKeptForTheOwnersEyesOnly() throws IOException {
        var first = credentials(Map.of());
        var again = credentials(Map.of());

        assertThat(again.apiKey()).isEqualTo(first.apiKey()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(users().knows("admin", password())).isTrue();
        for (String file : new String[] {"admin-password", "api-key", "htpasswd"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.file(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theUsersFileIsWrittenOnlyWhenSomethingChanged() throws IOException {
        credentials(Map.of());
        String before = Files.readString(data.file("htpasswd"));

        credentials(Map.of());

        assertThat(data.file("htpasswd")).hasContent(before);
    }

    @Test
    void whatIsGivenIsNeverWrittenDown() throws IOException {
        var credentials = credentials(Map.of(
                "HOOKLINE_API_KEY", "my-key", "HOOKLINE_ADMIN_USER", "ann", "HOOKLINE_ADMIN_PASSWORD", "my-word"));

        assertThat(credentials.apiKey()).isEqualTo("my-key");
        assertThat(users().knows("ann", "my-word")).isTrue();
        assertThat(data.file("api-key")).doesNotExist();
        assertThat(data.file("admin-password")).doesNotExist();
        assertThat(Files.readString(data.file("htpasswd")))
                .startsWith("ann:$2y$")
                .doesNotContain("my-word");
    }

    @Test
    void aGivenPasswordReplacesTheOneThatWasMadeAndLeavesOtherUsersAlone() throws IOException {
        credentials(Map.of());
        String made = password();
        Files.writeString(data.file("htpasswd"), Files.readString(data.file("htpasswd")) + "# others\nbob:$apr1$x$y\n");

        credentials(Map.of("HOOKLINE_ADMIN_PASSWORD", "my-word"));

        assertThat(users().knows("admin", "my-word")).isTrue();
        assertThat(users().knows("admin", made)).isFalse();
        assertThat(Files.readString(data.file("htpasswd"))).contains("# others\nbob:$apr1$x$y\n");
    }

    @Test
    void anOperatorsOwnFileOfUsersIsLeftAlone() throws IOException {
        Path own = Files.writeString(folder.resolve("users"), "bob:$apr1$x$y\n");

        var credentials = credentials(Map.of("HOOKLINE_AUTH_HTPASSWD_FILE", own.toString()));

        assertThat(credentials.htpasswd()).isEqualTo(own);
        assertThat(own).hasContent("bob:$apr1$x$y\n");
        assertThat(data.file("admin-password")).doesNotExist();
    }

    private FirstCredentials credentials(Map<String, String> environment) throws IOException {
        return FirstCredentials.in(data, Settings.from(new HashMap<>(environment)::get), secrets);
    }

    private Htpasswd users() throws IOException {
        return Htpasswd.read(data, "htpasswd");
    }

    private String password() throws IOException {
        return data.read("admin-password").orElseThrow();
    }
}
