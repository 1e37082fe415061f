package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.standalone.Answer;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks are accepted while PostgreSQL is away; what should follow follows when it is back. */
class TheDatabaseMayBeAwayTest {
    private static final int WEBHOOKS = 50;
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(90);

    private final TwoNodes nodes = TwoNodes.shared();
    private final HooklineClient client = nodes.worker().client();
    private boolean away;

    @BeforeEach
    void listen() {
        client.post(
                        "/v1/rules",
                        SampleRule.onHook("away", "away").runs("core.noop").toString())
                .expecting(201);
    }

    @Test
    void webhooksAreAcceptedAndExecutedOnceItIsBack() {
        nodes.stopDatabase();
        away = true;

        List<String> instances = new ArrayList<>();
        for (int i = 0; i < WEBHOOKS; i++) {
            Answer answer =
                    client.post("/v1/webhooks/away", "{\"number\": " + i + "}").expecting(202);
            instances.add(answer.header("X-Trigger-Instance-Id"));
        }
        Answer refused = client.get("/v1/rules").expecting(503);
        nodes.startDatabase();
        away = false;

        assertThat(refused.header("Retry-After")).isNotBlank();
        assertThat(refused.json().path("faultstring").asText()).isNotBlank();
        await("all have been executed").atMost(LONGEST_RECOVERY).until(() -> {
            Answer executions = client.get("/v1/executions?rule=away&status=succeeded&limit=-1");
            return executions.status() == 200 && executions.json().size() == WEBHOOKS;
        });
        assertThat(client.get("/v1/executions?rule=away&limit=-1").json())
                .extracting(execution ->
                        execution.at("/context/trigger_instance/id").asText())
                .containsExactlyInAnyOrderElementsOf(instances);
    }

    @AfterEach
    void leaveAsItWas() {
        if (away) {
            nodes.startDatabase();
        }
        await().atMost(LONGEST_RECOVERY)
                .until(() -> client.delete("/v1/rules/default.away").status() == 204);
    }
}
