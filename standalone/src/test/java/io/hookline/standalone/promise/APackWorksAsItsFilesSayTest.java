package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack's actions, trigger types and rules are there after it was registered, and after a start. */
class APackWorksAsItsFilesSayTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void afterAStartAndWhenItIsRegisteredAgain() throws IOException {
        pack("web");
        try (var hookline = RunningHookline.start(Map.of("HOOKLINE_PACKS", folder.toString()))) {
            HooklineClient client = hookline.client();
            assertThat(client.get("/v1/triggertypes/web.raised")
                            .expecting(200)
                            .json()
                            .path("metadata_file")
                            .asText())
                    .isEqualTo("triggers/raised.yaml");
            client.post("/v1/webhooks/web", "{\"word\": \"first\"}").expecting(202);
            awaitResult(client, "web", "first 8080");

            pack("more");
            JsonNode counts = client.post("/v1/packs/register", "{\"packs\": [\"more\"]}")
                    .expecting(200)
                    .json();

            assertThat(counts.path("rules").asInt()).isEqualTo(1);
            assertThat(counts.path("triggers").asInt()).isEqualTo(1);
            assertThat(counts.path("actions").asInt()).isEqualTo(1);
            client.post("/v1/webhooks/more", "{\"word\": \"second\"}").expecting(202);
            awaitResult(client, "more", "second 8080");

            Files.delete(folder.resolve("more/rules/on_word.yaml"));
            client.post("/v1/packs/register", "{\"packs\": [\"more\"], \"prune\": true}")
                    .expecting(200);
            client.get("/v1/rules/more.on_word").expecting(404);
            client.get("/v1/rules/web.on_word").expecting(200);
        }
    }

    private static void awaitResult(HooklineClient client, String pack, String stdout) {
        await("an execution of " + pack)
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(client.get("/v1/executions?limit=1&action=" + pack + ".say")
                                .expecting(200)
                                .json()
                                .path(0)
                                .path("result")
                                .path("stdout")
                                .asText())
                        .isEqualTo(stdout));
    }

    private void pack(String name) throws IOException {
        write(name + "/pack.yaml", "name: " + name + "\ndescription: d\nversion: 1.0.0\nauthor: a\n");
        write(name + "/config.schema.yaml", "port: {type: integer, default: 8080}\n");
        write(name + "/triggers/raised.yaml", "name: raised\npayload_schema: {type: object}\n");
        write(name + "/actions/say.yaml", """
                name: say
                runner_type: local-shell-cmd
                parameters:
                  word: {type: string, required: true}
                  port: {type: integer, default: "{{ config_context.port }}"}
                  cmd: {default: "echo {{ word }} {{ port }}", immutable: true}
                """);
        write(name + "/rules/on_word.yaml", """
                name: on_word
                enabled: true
                trigger: {type: core.st2.webhook, parameters: {url: %s}}
                action: {ref: %s.say, parameters: {word: "{{ trigger.body.word }}"}}
                """.formatted(name, name));
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
