package io.hookline.action;

import io.hookline.common.KafkaTestResource;
import io.hookline.common.PostgresTestResource;
import io.hookline.expressions.template.KeyCipher;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The service as the tests run it: one start for all of them, on a real broker and a real database, with short waits. */
public final class ActionProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(KafkaTestResource.class), new TestResourceEntry(PostgresTestResource.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "hookline.worker.poll", "200ms",
                "hookline.worker.lease", "5S",
                "hookline.worker.sweep", "300ms",
                "hookline.action.cancel-grace", "500ms",
                "hookline.callbacks.allowed", "127.0.0.1",
                "hookline.callbacks.first-pause", "200ms",
                "hookline.api.web-url", "https://st2expect",
                "hookline.datastore.key-file", keyFile().toString());
    }

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("datastore-key", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, KeyCipher.freshKeyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
