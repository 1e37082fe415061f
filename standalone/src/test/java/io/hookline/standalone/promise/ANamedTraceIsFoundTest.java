package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who names the trace of an event finds it by that name, whatever followed from the event. */
class ANamedTraceIsFoundTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HooklineClient client = RunningHookline.shared().client();
    private final String hook = "traced-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"go, 1", "stay, 0"})
    void aWebhookWithATagIsFoundWhetherOrNotARuleMatchesIt(String word, int executions) {
        client.post(
                        "/v1/rules",
                        SampleRule.onHook(hook, hook)
                                .when("trigger.body.word", "equals", "go")
                                .runs("core.noop")
                                .toString())
                .expecting(201);
        String tag = "tag-" + UUID.randomUUID();

        String instance = client.with("St2-Trace-Tag", tag)
                .post("/v1/webhooks/" + hook, "{\"word\": \"" + word + "\"}")
                .expecting(202)
                .header("X-Trigger-Instance-Id");

        JsonNode traces = await("the trace")
                .atMost(LONGEST)
                .until(
                        () -> client.get("/v1/traces?trace_tag=" + tag)
                                .expecting(200)
                                .json(),
                        found -> !found.isEmpty());
        assertThat(traces).hasSize(1);
        assertThat(traces.at("/0/trigger_instances"))
                .extracting(member -> member.path("object_id").asText())
                .containsExactly(instance);
        assertThat(traces.at("/0/action_executions")).hasSize(executions);
        assertThat(client.get("/v1/traces?trigger_instance=" + instance)
                        .expecting(200)
                        .json())
                .isEqualTo(traces);
        client.delete("/v1/rules/default." + hook).expecting(204);
    }
}
