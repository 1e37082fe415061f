package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.topic.Topics;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.SampleRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies on a work topic may come again: ids follow from their cause, so the second time names what is there already. */
class AReplayRunsNothingTwiceTest {
    private static final int WEBHOOKS = 40;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final TwoNodes nodes = TwoNodes.shared();

    @Test
    void thoughEveryRecordIsFedAgain() throws Exception {
        Path lines = Files.createFile(folder.resolve("lines"));
        make(SampleRule.onHook("replayed_lines", "replayed")
                .runs("core.local")
                .with("cmd", "echo $ST2_ACTION_EXECUTION_ID >>" + lines));
        make(SampleRule.onHook("replayed_noop", "replayed").runs("core.noop"));
        for (int i = 0; i < WEBHOOKS; i++) {
            client().post("/v1/webhooks/replayed", "{\"number\": " + i + "}").expecting(202);
        }
        awaitEnds(2 * WEBHOOKS);
        try (var topics = new WorkTopics(nodes.kafkaSettings())) {
            topics.awaitAllTaken();
            Map<String, String> before = all();
            List<String> linesBefore = sorted(lines);

            nodes.worker().stop();
            nodes.watcher().stop();
            topics.setBack();
            nodes.worker().startAgain();
            nodes.watcher().startAgain();
            topics.awaitAllTaken();

            assertThat(all()).isEqualTo(before);
            // One more, whose end shows that whatever the replay might have started would have been run by now
            client().post("/v1/webhooks/replayed", "{\"number\": -1}").expecting(202);
            awaitEnds(2 * WEBHOOKS + 2);
            assertThat(sorted(lines))
                    .hasSize(WEBHOOKS + 1)
                    .containsAll(linesBefore)
                    .doesNotHaveDuplicates();
            for (String topic : WorkTopics.READERS.values()) {
                assertThat(topics.read(Topics.dead(topic)))
                        .as("set aside because of the replay")
                        .noneSatisfy(
                                record -> assertThat(new String(record.value())).contains("replayed"));
            }
        }
    }

    /** Everything that came of webhooks, by id, word for word. */
    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (String list :
                List.of("/v1/triggerinstances?limit=-1", "/v1/ruleenforcements?limit=-1", "/v1/executions?limit=-1")) {
            for (JsonNode one : client().get(list).expecting(200).json()) {
                all.put(list + " " + one.path("id").asText(), one.toString());
            }
        }
        return all;
    }

    private void awaitEnds(int executions) {
        await("all executions have ended")
                .atMost(LONGEST)
                .until(() -> count("replayed_lines") + count("replayed_noop") == executions);
    }

    private int count(String rule) {
        return Integer.parseInt(client().get("/v1/executions?limit=1&status=succeeded&rule=" + rule)
                .expecting(200)
                .header("X-Total-Count"));
    }

    private static List<String> sorted(Path file) throws IOException {
        return Files.readAllLines(file).stream().sorted().toList();
    }

    private HooklineClient client() {
        return nodes.worker().client();
    }

    private void make(SampleRule rule) {
        client().post("/v1/rules", rule.toString()).expecting(201);
    }
}
