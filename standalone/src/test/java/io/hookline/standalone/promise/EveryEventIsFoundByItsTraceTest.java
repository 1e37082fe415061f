package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tag that a webhook is answered with, its sender's or one made for it, finds its trace, whatever followed from it. */
class EveryEventIsFoundByItsTraceTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final HooklineClient client = RunningHookline.shared().client();
    private final String hook = "traced-" + UUID.randomUUID();

    @ParameterizedTest
    @CsvSource({"go, deploy-, 1", "stay, deploy-, 0", "stay, , 0"})
    void aWebhookIsFoundWhetherOrNotARuleMatchesIt(String word, @Nullable String named, int executions) {
        client.post(
                        "/v1/rules",
                        SampleRule.onHook(hook, hook)
                                .when("trigger.body.word", "equals", "go")
                                .runs("core.noop")
                                .toString())
                .expecting(201);
        HooklineClient sender = named == null ? client : client.with("St2-Trace-Tag", named + UUID.randomUUID());

        var accepted = sender.post("/v1/webhooks/" + hook, "{\"word\": \"" + word + "\"}")
                .expecting(202);
        String tag = accepted.header("X-Trace-Tag");
        String instance = accepted.header("X-Trigger-Instance-Id");

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
