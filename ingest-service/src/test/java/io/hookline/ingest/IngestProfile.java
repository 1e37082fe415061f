package io.hookline.ingest;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.hookline.common.KafkaTestResource;
import io.hookline.common.PostgresTestResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The usual way in which this service is started for tests: real Kafka, real PostgreSQL, a user, a service user, one key. */
public final class IngestProfile implements QuarkusTestProfile {
    public static final String USER = "ann";
    public static final String PASSWORD = "p:w ž";
    /** May ask for tokens of others; the password is the user's. */
    public static final String SERVICE_USER = "bot";

    public static final String KEY = "the-first-key-of-this-installation-for-tests";

    static final String SECRET_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Made by OpenSSL from {@link #PASSWORD}. */
    private static final String APR1 = "$apr1$0pqFLRTQ$Tbnn1Q3i8urY.20rEkS4t.";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hookline.secret.key",
                SECRET_KEY,
                "hookline.auth.htpasswd-file",
                htpasswd().toString(),
                "hookline.auth.service-users",
                SERVICE_USER,
                "hookline.auth.nicknames.chat.ann",
                "annie",
                "hookline.bootstrap.api-key",
                KEY,
                "hookline.bootstrap.user",
                "root",
                "hookline.webhook.max-body-size",
                "300K",
                "hookline.api.url",
                "http://hookline.test/api");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(KafkaTestResource.class), new TestResourceEntry(PostgresTestResource.class));
    }

    private static Path htpasswd() {
        try {
            Path file = Files.createTempFile("htpasswd", null);
            file.toFile().deleteOnExit();
            String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, PASSWORD.toCharArray());
            Files.writeString(file, USER + ":" + hash + "\n" + SERVICE_USER + ":" + APR1 + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
