package io.hookline.standalone.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.standalone.HooklineClient;
import io.hookline.standalone.RunningHookline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are kept in files are what the files say, whatever is wrong with one of them and however often Hookline starts. */
class ABrokenFileNeverRemovesAWorkingRuleTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void thoughItIsReadAgainAndAgain() throws IOException {
        write("web/rules/push.yaml", rule("push"));
        try (var hookline = RunningHookline.start(
                Map.of("HOOKLINE_RULES", folder.toString(), "HOOKLINE_RULES_FOLDER_POLL", "200ms"))) {
            HooklineClient client = hookline.client();
            awaitHook(client, "push", 202);
            awaitExecutions(client, "push", 1);
            String id = id(client, "web.push");

            write("web/rules/push.yaml", rule("push") + "unknown: 1\n");
            write("merge.yaml", rule("merge"));
            awaitHook(client, "merge", 202);
            assertThat(hookline.log())
                    .contains("file=web/rules/push.yaml line=7"
                            + " reason=Additional properties are not allowed ('unknown' was unexpected)");
            client.post("/v1/webhooks/push", "{}").expecting(202);
            awaitExecutions(client, "push", 2);

            hookline.kill();
            hookline.startAgain();
            write("tag.yaml", rule("tag"));
            awaitHook(hookline.client(), "tag", 202);
            hookline.client().post("/v1/webhooks/push", "{}").expecting(202);
            awaitExecutions(hookline.client(), "push", 3);
            assertThat(id(hookline.client(), "web.push")).isEqualTo(id);

            Files.delete(folder.resolve("web/rules/push.yaml"));
            awaitHook(hookline.client(), "push", 404);
            hookline.client().post("/v1/webhooks/merge", "{}").expecting(202);
        }
    }

    private static String id(HooklineClient client, String rule) {
        return client.get("/v1/rules/" + rule).expecting(200).json().path("id").asText();
    }

    private static void awaitHook(HooklineClient client, String hook, int status) {
        await("hook " + hook)
                .atMost(LONGEST)
                .until(() ->
                        client.post("/v1/webhooks/" + hook, "{\"probe\": 1}").status() == status);
    }

    /** Probes may have been more than one. */
    private static void awaitExecutions(HooklineClient client, String rule, int least) {
        await("executions of " + rule)
                .atMost(LONGEST)
                .until(() -> Integer.parseInt(client.get("/v1/executions?limit=1&status=succeeded&rule=" + rule)
                                .expecting(200)
                                .header("X-Total-Count"))
                        >= least);
    }

    private static String rule(String name) {
        return """
                name: %s
                enabled: true
                trigger:
                  type: core.st2.webhook
                  parameters: {url: %s}
                action: {ref: core.noop}
                """.formatted(name, name);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
