package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ActionProfile.class)
class WaitForEndTest extends ActionCase {
    private static final int MANY = 2000;

    @Inject
    EndWaiters waiters;

    @TestHTTPResource("/")
    URL address;

    @TempDir
    Path folder;

    @Test
    void theAnswerComesWhenTheExecutionHasEnded() {
        String id = local("sleep 0.5; echo done").path("id").asText();

        JsonNode ended = get("/v1/executions/" + id + "?wait=30");

        assertThat(ended.path("status").asText()).isEqualTo("succeeded");
        assertThat(ended.path("result").path("stdout").asText()).isEqualTo("done");
    }

    @Test
    void orWhenTheTimeIsOver() throws Exception {
        String id = untilToldTo().path("id").asText();

        assertThat(get("/v1/executions/" + id + "?wait=1").path("status").asText())
                .isIn("requested", "running");
        goOn();
        awaitStatus(get("/v1/executions/" + id), "succeeded");
    }

    @Test
    void whatHasEndedIsAnsweredAtOnceAndWhatIsNotThereIsNot() {
        String id = awaitStatus(run("core.noop", Json.object()), "succeeded")
                .path("id")
                .asText();

        assertThat(get("/v1/executions/" + id + "?wait=60").path("status").asText())
                .isEqualTo("succeeded");
        assertThat(caller().get("/v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f?wait=1")
                        .statusCode())
                .isEqualTo(404);
        assertThat(caller().get("/v1/executions/" + id + "?wait=x").statusCode())
                .isEqualTo(400);
        assertThat(caller().get("/v1/executions/" + id + "?wait=61").statusCode())
                .isEqualTo(400);
    }

    @Test
    void thousandsMayWaitAtATime() throws Exception {
        String id = untilToldTo().path("id").asText();
        awaitStatus(get("/v1/executions/" + id), "running");
        int threads = Thread.activeCount();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var request = HttpRequest.newBuilder(
                        URI.create(address + "v1/executions/" + id + "?wait=60&include_attributes=status"))
                .header("St2-Api-Key", key())
                .build();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            if (i % 100 == 0) {
                int sent = i;
                await().atMost(Duration.ofSeconds(60)).until(() -> waiters.waiting() >= sent);
            }
        }

        assertThat(Thread.activeCount()).isLessThan(threads + MANY / 4);
        goOn();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get().body()).contains("\"succeeded\""));
        assertThat(waiters.waiting()).isZero();
    }

    private JsonNode untilToldTo() {
        return local("until [ -e " + folder + "/go ]; do sleep 0.1; done");
    }

    private void goOn() throws Exception {
        Files.createFile(folder.resolve("go"));
    }
}
