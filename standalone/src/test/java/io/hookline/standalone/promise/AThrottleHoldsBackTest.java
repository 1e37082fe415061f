package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.HooklineClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule with a throttle answers as often as that says, whichever nodes judge and whichever of them is killed. */
class AThrottleHoldsBackTest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int ROUNDS = 5;

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void theFirstOfEachKeyRunThoughTwoNodesJudgeAndOneIsKilled() {
        make("throttle_first", "{\"key\": \"{{ trigger.body.host }}\", \"max\": 2, \"per\": \"1d\"}");

        List<String> instances = new ArrayList<>(sendEverywhere("throttle_first"));
        nodes.watcher().kill();
        instances.addAll(send(nodes.worker().client(), "throttle_first", "a"));
        nodes.watcher().startAgain();
        instances.addAll(sendEverywhere("throttle_first"));
        awaitJudged(instances);

        await("two executions of each host").atMost(LONGEST).until(() -> executions("throttle_first") == 4);
        assertThat(enforcements("throttle_first", "succeeded")).isEqualTo(4);
        assertThat(enforcements("throttle_first", "throttled")).isEqualTo(instances.size() - 4);
        remove("throttle_first");
    }

    @Test
    void theLastRunsOnceThoughAllNodesAreDownWhenItsWindowEnds() {
        make("throttle_last", "{\"per\": \"20s\", \"mode\": \"last\"}");

        awaitJudged(sendEverywhere("throttle_last"));
        List<String> last = send(nodes.worker().client(), "throttle_last", "last");
        awaitJudged(last);
        assertThat(enforcements("throttle_last", "succeeded")).isZero();
        nodes.worker().kill();
        nodes.watcher().kill();
        nodes.worker().startAgain();
        nodes.watcher().startAgain();

        await("the execution at the window's end").atMost(LONGEST).until(() -> executions("throttle_last") == 1);
        JsonNode enforced = nodes.worker()
                .client()
                .get("/v1/ruleenforcements?status=succeeded&rule_ref=default.throttle_last")
                .expecting(200)
                .json();
        assertThat(enforced).hasSize(1);
        assertThat(enforced.get(0).path("trigger_instance_id").asText()).isEqualTo(last.getFirst());
        // Another window, whose end shows that the first would have been enforced twice by now, if ever
        awaitJudged(send(nodes.watcher().client(), "throttle_last", "another"));
        await("the next window's end").atMost(LONGEST).until(() -> executions("throttle_last") == 2);
        assertThat(enforcements("throttle_last", "succeeded")).isEqualTo(2);
        remove("throttle_last");
    }

    /** Both hosts, on both nodes, again and again. */
    private List<String> sendEverywhere(String hook) {
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (HooklineClient client :
                    List.of(nodes.worker().client(), nodes.watcher().client())) {
                instances.addAll(send(client, hook, "a"));
                instances.addAll(send(client, hook, "b"));
            }
        }
        return instances;
    }

    private static List<String> send(HooklineClient client, String hook, String host) {
        return List.of(client.post("/v1/webhooks/" + hook, "{\"host\": \"" + host + "\"}")
                .expecting(202)
                .header("X-Trigger-Instance-Id"));
    }

    private void awaitJudged(List<String> instances) {
        for (String instance : instances) {
            await("judged")
                    .atMost(LONGEST)
                    .until(() -> nodes.worker()
                                    .client()
                                    .get("/v1/triggerinstances/" + instance)
                                    .status()
                            == 200);
        }
    }

    private void make(String rule, String throttle) {
        nodes.worker()
                .client()
                .post("/v1/rules", """
                        {"name": "%s", "enabled": true, "trigger": {"type": "core.st2.webhook", "parameters": {"url": "%s"}},
                         "action": {"ref": "core.noop"}, "throttle": %s}""".formatted(rule, rule, throttle))
                .expecting(201);
    }

    private void remove(String rule) {
        nodes.worker().client().delete("/v1/rules/default." + rule).expecting(204);
    }

    private int executions(String rule) {
        return count("/v1/executions?limit=1&status=succeeded&rule=" + rule);
    }

    private int enforcements(String rule, String status) {
        return count("/v1/ruleenforcements?limit=1&status=" + status + "&rule_ref=default." + rule);
    }

    private int count(String list) {
        return Integer.parseInt(nodes.worker().client().get(list).expecting(200).header("X-Total-Count"));
    }
}
