package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.topic.Topics;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every node looks at the timers, and any may die: each tick makes one trigger instance and one execution, and none is left out. */
class ATickFiresOnceTest {
    private static final int MORE = 4;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void thoughTwoNodesTickAndOneIsKilled() {
        JsonNode rule = client().post(
                        "/v1/rules",
                        SampleRule.onTimer("each_second", "seconds", 1)
                                .runs("core.noop")
                                .toString())
                .expecting(201)
                .json();
        String trigger = rule.path("trigger").path("ref").asText();

        awaitMoreTicks(trigger);
        nodes.watcher().kill();
        awaitMoreTicks(trigger);
        nodes.watcher().startAgain();
        awaitMoreTicks(trigger);
        Set<String> judgedWithTheRule = ids(trigger);
        client().delete("/v1/rules/default.each_second").expecting(204);

        try (var topics = new WorkTopics(nodes.kafkaSettings())) {
            topics.awaitAllTaken();
            List<Instant> ticks = ticks(trigger);
            assertThat(gaps(ticks)).containsOnly(Duration.ofSeconds(1));
            assertThat(topics.read(Topics.TRIGGER_INSTANCES))
                    .as("records of this timer")
                    .filteredOn(record -> new String(record.value()).contains(trigger))
                    .hasSize(ticks.size());
            // A tick that was judged when the rule was gone has none; a worker that was killed may leave one abandoned.
            await("all executions have ended")
                    .atMost(LONGEST)
                    .untilAsserted(() -> assertThat(executions())
                            .allMatch(execution -> execution.has("end_timestamp"))
                            .extracting(execution -> execution
                                    .path("trigger_instance")
                                    .path("id")
                                    .asText())
                            .doesNotHaveDuplicates()
                            .containsAll(judgedWithTheRule));
        }
    }

    private JsonNode executions() {
        return client().get("/v1/executions?limit=-1&rule=each_second")
                .expecting(200)
                .json();
    }

    private Set<String> ids(String trigger) {
        Set<String> ids = new HashSet<>();
        instances(trigger).forEach(instance -> ids.add(instance.path("id").asText()));
        return ids;
    }

    private void awaitMoreTicks(String trigger) {
        int before = ticks(trigger).size();
        await("more ticks").atMost(LONGEST).until(() -> ticks(trigger).size() >= before + MORE);
    }

    private List<Instant> ticks(String trigger) {
        List<Instant> ticks = new ArrayList<>();
        instances(trigger)
                .forEach(instance ->
                        ticks.add(Instant.parse(instance.path("occurrence_time").asText())));
        ticks.sort(Comparator.naturalOrder());
        return ticks;
    }

    private JsonNode instances(String trigger) {
        return client().get("/v1/triggerinstances?limit=-1&trigger=" + trigger)
                .expecting(200)
                .json();
    }

    private static List<Duration> gaps(List<Instant> ticks) {
        List<Duration> gaps = new ArrayList<>();
        for (int i = 1; i < ticks.size(); i++) {
            gaps.add(Duration.between(ticks.get(i - 1), ticks.get(i)));
        }
        return gaps;
    }

    private HooklineClient client() {
        return nodes.worker().client();
    }
}
