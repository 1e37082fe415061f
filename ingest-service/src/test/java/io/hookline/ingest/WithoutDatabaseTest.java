package io.hookline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.KafkaTestResource;
import io.hookline.common.auth.Secrets;
import io.hookline.common.json.Json;
import io.hookline.common.model.ApiKey;
import io.hookline.common.topic.Topics;
import io.hookline.ingest.webhook.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The door opens, and takes webhooks, with no database there. */
@QuarkusTest
@TestProfile(WithoutDatabaseTest.Profile.class)
class WithoutDatabaseTest extends IngestCase {
    private static final String ID = "00000000000000000000000a";

    @BeforeEach
    void aKeyAndAHookAreKnownFromTheirTopics() {
        var key = new ApiKey(ID, "ann", Secrets.apiKeyHash(IngestProfile.KEY), true, Instant.EPOCH, Json.object());
        publisher
                .send(Topics.CREDENTIALS, ID, Json.bytes(key), Map.of("version", "1"))
                .toCompletableFuture()
                .join();
        publish(Samples.hook(ID, "sample"));
    }

    @Test
    void webhooksAreAccepted() {
        Response answer = json("{'a': 1}").post("/v1/webhooks/sample");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(triggerInstances()).containsKey(answer.header("X-Trigger-Instance-Id"));
    }

    @Test
    void whatNeedsTheDatabaseIsToBeTriedAgainLater() {
        Response answer = json("{}").post("/v1/apikeys");

        assertFault(answer, 503, "The database is not available, try again later.");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hookline.secret.key",
                    IngestProfile.SECRET_KEY,
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://127.0.0.1:1/none");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(KafkaTestResource.class));
        }
    }
}
