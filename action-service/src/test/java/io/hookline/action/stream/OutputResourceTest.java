package io.hookline.action.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ActionProfile.class)
class OutputResourceTest extends ActionCase {
    @TempDir
    Path folder;

    @Test
    void linesAreThereInTheOrderInWhichTheyCame() {
        JsonNode ended = awaitStatus(local("echo one; sleep 0.3; echo two >&2; sleep 0.3; echo three"), "succeeded");
        String path = "/v1/executions/" + ended.path("id").asText() + "/output";

        assertThat(text(path)).isEqualTo("one\ntwo\nthree\n");
        assertThat(text(path + "?output_type=all")).isEqualTo("one\ntwo\nthree\n");
        assertThat(text(path + "?output_type=stdout")).isEqualTo("one\nthree\n");
        assertThat(text(path + "?output_type=stderr")).isEqualTo("two\n");
        assertThat(caller().get(path).contentType()).startsWith("text/plain");
    }

    @Test
    void allThatWasPrintedIsThereWhenTheEndIs() {
        for (int i = 0; i < 5; i++) {
            JsonNode ended = awaitStatus(local("seq 1 3000; echo last >&2"), "succeeded");
            String text = text("/v1/executions/" + ended.path("id").asText() + "/output?output_type=stdout");

            assertThat(text.lines().count()).isEqualTo(3000);
        }
    }

    @Test
    void whatIsPrintedIsThereWhileItRuns() throws Exception {
        Path seen = folder.resolve("seen");
        JsonNode requested = local("echo begun; until [ -e " + seen + " ]; do sleep 0.1; done; printf 'no newline'");
        String path = "/v1/executions/" + requested.path("id").asText() + "/output";

        await().untilAsserted(() -> assertThat(text(path)).isEqualTo("begun\n"));
        Files.createFile(seen);
        awaitStatus(requested, "succeeded");

        assertThat(text(path)).isEqualTo("begun\nno newline");
    }

    @Test
    void whatPrintsNothingHasNone() {
        JsonNode ended = awaitStatus(local("true"), "succeeded");

        assertThat(text("/v1/executions/" + ended.path("id").asText() + "/output"))
                .isEmpty();
    }

    @Test
    void theLastOneNeedsNoId() {
        awaitStatus(local("echo newest"), "succeeded");

        assertThat(text("/v1/executions/last/output")).isNotNull();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Response unknown = caller().get("/v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f/output");
        Response other = caller().get("/v1/executions/last/output?output_type=x");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.jsonPath().getString("faultstring")).contains("5f5f5f5f5f5f5f5f5f5f5f5f");
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.jsonPath().getString("faultstring")).contains("output_type");
    }

    private static String text(String path) {
        Response answer = caller().get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.asString();
    }
}
