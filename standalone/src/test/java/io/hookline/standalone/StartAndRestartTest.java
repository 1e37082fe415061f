package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One Hookline from its first start to its last stop. Each test leaves it running, so their order does not matter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartAndRestartTest {
    private RunningHookline hookline;

    @BeforeAll
    void start() {
        hookline = RunningHookline.start();
    }

    @AfterAll
    void end() {
        hookline.close();
    }

    @Test
    void atMostTenLinesSayWhereItIsAndWhoMayComeIn() {
        assertThat(hookline.output().lines())
                .hasSizeLessThanOrEqualTo(10)
                .anyMatch(line -> line.contains(hookline.address().toString()))
                .anyMatch(line -> line.contains("admin")
                        && line.contains(
                                hookline.data().resolve("admin-password").toString()))
                .anyMatch(
                        line -> line.contains(hookline.data().resolve("api-key").toString()));
        assertThat(hookline.errors()).isEmpty();
    }

    @Test
    void theCommandItPrintsCanBeCopiedAndWorks() throws IOException, InterruptedException {
        String printed = hookline.output();
        String command = printed.substring(printed.indexOf("curl "), printed.indexOf("Ctrl-C"));

        var shell = new ProcessBuilder("sh", "-c", command).start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(answer).contains("\"status\"");
        String id = new Answer(201, java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true), answer)
                .json()
                .get("id")
                .asText();
        assertThat(hookline.client().ended(id).get("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void thePasswordGetsAToken() {
        var answer = hookline.anonymous()
                .withPassword(hookline.user(), hookline.password())
                .post("/auth/v1/tokens", "{}");

        String token = answer.expecting(201).json().get("token").asText();
        hookline.anonymous().with("X-Auth-Token", token).get("/v1/rules").expecting(200);
    }

    @Test
    void onlyTheOwnerCanReadWhatItKeeps() throws IOException {
        for (String file :
                List.of("admin-password", "api-key", "database-password", "htpasswd", "connections.properties")) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(hookline.data().resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(hookline.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void noSecretStandsInACommandLineOrInTheLog() throws IOException {
        String commandLines = Stream.concat(
                        Stream.of(hookline.process().toHandle()),
                        hookline.process().descendants())
                .map(process -> commandLine(process.pid()))
                .collect(Collectors.joining("\n"));
        String logs = hookline.output()
                + hookline.errors()
                + hookline.log()
                + Files.readString(hookline.data().resolve("postgres/log"));

        for (String secret : List.of(hookline.apiKey(), hookline.password(), databasePassword())) {
            assertThat(commandLines).contains("postgres").doesNotContain(secret);
            assertThat(logs).doesNotContain(secret);
        }
    }

    @Test
    void nobodyWithoutThePasswordReachesTheDatabaseOrKafka() {
        assertThat(hookline.kafkaSettings()).containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(databasePassword()).hasSizeGreaterThan(30);
    }

    @Test
    void allDataAreThereAfterAKillAndAfterAStop() {
        var client = hookline.client();
        client.post("/v1/rules", rule("kept")).expecting(201);
        List<ProcessHandle> killed = hookline.process().descendants().toList();

        hookline.kill();

        await("nothing of it runs any more")
                .atMost(Duration.ofSeconds(10))
                .until(() -> killed.stream().noneMatch(ProcessHandle::isAlive));
        hookline.startAgain();
        client.get("/v1/rules/examples.kept").expecting(200);
        webhookEndsIn(client, "kept", "succeeded");

        List<ProcessHandle> stopped = hookline.process().descendants().toList();
        hookline.stop();
        assertThat(stopped).noneMatch(ProcessHandle::isAlive);
        hookline.startAgain();
        client.get("/v1/rules/examples.kept").expecting(200);
        webhookEndsIn(client, "kept", "succeeded");
    }

    @Test
    void aSecondOneOnItsFolderIsRefusedAndDoesItNoHarm() {
        try (var second = RunningHookline.failingStart(
                Map.of("HOOKLINE_DATA", hookline.data().toString()))) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.errors().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains(hookline.data().toString());
        }
        hookline.client().get("/v1/rules").expecting(200);
    }

    private static void webhookEndsIn(HooklineClient client, String hook, String status) {
        var answer =
                client.post("/v1/webhooks/" + hook, "{\"from\": \"a test\"}").expecting(202);
        String instance = answer.header("X-Trigger-Instance-Id");
        String execution = await("the execution of " + instance)
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> client.get("/v1/executions?trigger_instance=" + instance)
                                .expecting(200)
                                .json(),
                        list -> !list.isEmpty())
                .get(0)
                .get("id")
                .asText();
        assertThat(client.ended(execution).get("status").asText()).isEqualTo(status);
    }

    private static String rule(String name) {
        return """
                {"name": "%s", "pack": "examples", "enabled": true,
                 "trigger": {"type": "core.st2.webhook", "parameters": {"url": "%s"}},
                 "action": {"ref": "core.noop", "parameters": {}}}""".formatted(name, name);
    }

    private String databasePassword() {
        try {
            return Files.readString(hookline.data().resolve("database-password"))
                    .strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }
}
