package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementRunnerTest {
    private final List<String> sent = new ArrayList<>();
    private final AnnouncementRunner runner = new AnnouncementRunner(new Records((topic, key, value) -> {
        sent.add(topic + " " + key + " " + new String(value, StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(null);
    }));

    @Test
    void theParametersGoToTheStreamAndComeBackTwice() throws Exception {
        ObjectNode parameters = (ObjectNode) Json.stored("{\"message\": {\"text\": \"hi\"}}");

        RunnerResult result = run(Json.object().put("experimental", true).put("route", "web.deploys"), parameters);

        assertThat(result).isEqualTo(new RunnerResult.Succeeded((ObjectNode)
                Json.stored("{\"message\": {\"text\": \"hi\"}, \"output\": {\"message\": {\"text\": \"hi\"}}}")));
        assertThat(sent)
                .containsExactly(
                        "hookline.stream-events " + Samples.EXECUTION
                                + " {\"event\":\"st2.announcement__web.deploys\",\"data\":{\"payload\":{\"message\":{\"text\":\"hi\"}},\"trace_context\":{}}}");
    }

    @Test
    void whatIsSecretIsToldToNobody() throws Exception {
        ObjectNode schemas = (ObjectNode) Json.stored("{\"token\": {\"type\": \"string\", \"secret\": true}}");
        Order order = Samples.order(
                "web.tell",
                "",
                schemas,
                Json.object().put("experimental", true),
                Json.object().put("token", "hidden"));

        RunnerResult result = runner.run(order, new Stop());

        assertThat(result.result().path("token").asText()).isEqualTo("********");
        assertThat(result.result().toString() + sent).doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"experimental\": false}", "{\"experimental\": true, \"route\": \"\"}"})
    void whatIsNotMeantIsNotTold(String ofRunner) throws Exception {
        RunnerResult result = run((ObjectNode) Json.stored(ofRunner), Json.object());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayFailsTheRun() throws Exception {
        var broken = new AnnouncementRunner(new Records(
                (topic, key, value) -> CompletableFuture.failedFuture(new IllegalStateException("no broker"))));

        RunnerResult result = broken.run(
                Samples.order("core.announcement", Json.object().put("experimental", true), Json.object()), new Stop());

        assertThat(result.result().path("error").asText()).isEqualTo("no broker");
    }

    private RunnerResult run(ObjectNode ofRunner, ObjectNode parameters) throws InterruptedException {
        return runner.run(Samples.order("core.announcement", ofRunner, parameters), new Stop());
    }
}
