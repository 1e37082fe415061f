package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtpasswdTest {
    private static final Logger LOGGER = Logger.getLogger(Htpasswd.class.getName());

    @TempDir
    Path folder;

    private final Warnings warnings = new Warnings();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(warnings);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(warnings);
    }

    @Test
    void theFileIsReadAgainWhenItChanges() throws IOException {
        Path file = folder.resolve("htpasswd");
        var htpasswd = htpasswd(file.toString());
        assertThat(isLetIn(htpasswd, "ann", "one")).isFalse();

        Files.writeString(file, line("ann", "one"));
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.writeString(file, line("ann", "one") + line("bob", "two"));
        assertThat(isLetIn(htpasswd, "bob", "two")).isTrue();
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.delete(file);
        assertThat(isLetIn(htpasswd, "bob", "two")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann:$2y$04$abcdefg", "ann", "bob:x\nann:secret\n", "\0\1\2"})
    void aFileThatIsHalfWrittenOrBrokenKeepsTheLastGoodOneAndIsToldOfOnce(String broken) throws IOException {
        Path file = folder.resolve("htpasswd");
        Files.writeString(file, line("ann", "one"));
        var htpasswd = htpasswd(file.toString());
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.writeString(file, broken);
        for (int i = 0; i < 3; i++) {
            assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();
        }
        assertThat(warnings.told).hasSize(1);

        Files.writeString(file, line("ann", "new"));
        assertThat(isLetIn(htpasswd, "ann", "one")).isFalse();
        assertThat(isLetIn(htpasswd, "ann", "new")).isTrue();
    }

    @Test
    void aFileThatIsNoTextKeepsTheLastGoodOneAndIsToldOfOnce() throws IOException {
        Path file = folder.resolve("htpasswd");
        Files.writeString(file, line("ann", "one"));
        var htpasswd = htpasswd(file.toString());
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x00});
        for (int i = 0; i < 3; i++) {
            assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();
        }

        assertThat(warnings.told).hasSize(1);
    }

    @Test
    void atTheStartTheReadableLinesOfABrokenFileCount() throws IOException {
        Path file = folder.resolve("htpasswd");
        Files.writeString(file, line("ann", "one") + "bob:secret\n");
        var htpasswd = htpasswd(file.toString());

        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();
        assertThat(isLetIn(htpasswd, "bob", "secret")).isFalse();
        assertThat(warnings.told).hasSize(1);
    }

    @Test
    void aFileThatIsEmptiedIsTakenForOneBeingWrittenUntilItStaysSo() throws IOException {
        Path file = folder.resolve("htpasswd");
        Files.writeString(file, line("ann", "one"));
        var htpasswd = htpasswd(file.toString());
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(isLetIn(htpasswd, "ann", "one")).isTrue();

        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(isLetIn(htpasswd, "ann", "one")).isFalse();
    }

    @Test
    void withoutAFileNobodyIsLetIn() {
        assertThat(isLetIn(htpasswd(""), "ann", "one")).isFalse();
    }

    private static Htpasswd htpasswd(String file) {
        var config = Samples.settings(CredentialConfig.class, Map.of("hookline.auth.htpasswd-file", file));
        return new Htpasswd(config, Clock.systemUTC());
    }

    private static boolean isLetIn(Htpasswd htpasswd, String user, String password) {
        return htpasswd.accepts(new BasicCredentials(user, password));
    }

    private static String line(String user, String password) {
        return user + ":" + BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, password.toCharArray()) + "\n";
    }

    private static final class Warnings extends Handler {
        private final List<String> told = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.WARNING.intValue()
                    && !line.getMessage().contains("are gone")) {
                told.add(line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
