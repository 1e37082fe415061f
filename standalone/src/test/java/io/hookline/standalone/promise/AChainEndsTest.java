package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A rule that runs for its own executions too would go on for ever: the chain is cut, and counted. */
class AChainEndsTest {
    private static final int DEEPEST = 16;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void ofARuleThatFollowsItsOwnExecutions() {
        client().post(
                        "/v1/rules",
                        SampleRule.onTrigger("endless", "core.st2.generic.actiontrigger")
                                .runs("core.noop")
                                .toString())
                .expecting(201);

        client().post("/v1/executions", "{\"action\": \"core.noop\"}").expecting(201);

        await("the last of the chain").atMost(LONGEST).until(() -> executions() == DEEPEST && refused() == 1);
        try (var topics = new WorkTopics(nodes.kafkaSettings())) {
            topics.awaitAllTaken();
        }
        assertThat(executions()).isEqualTo(DEEPEST);
        client().delete("/v1/rules/default.endless").expecting(204);
    }

    private int executions() {
        return Integer.parseInt(client().get("/v1/executions?limit=1&status=succeeded&rule=endless")
                .expecting(200)
                .header("X-Total-Count"));
    }

    private double refused() {
        return client().get("/q/metrics")
                .expecting(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("triggers_refused_total") && line.contains("chain_too_deep"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HooklineClient client() {
        return nodes.worker().client();
    }
}
