package io.hookline.action.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.auth.ExecutionTokens;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalShellRunnerTest {
    private static final int LIMIT = 100_000;
    private static final String LEADER = "echo $PPID";

    @TempDir
    Path folder;

    private final LocalShellRunner runner = new LocalShellRunner(Samples.shell(LIMIT, leaders()));

    Leaders leaders() {
        return new Leaders();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true                              | Succeeded | 0
            exit 3                            | Failed    | 3
            exit 137                          | Failed    | 137
            exit 143                          | Failed    | 143
            exit 255                          | Failed    | 255
            nosuchcommand                     | Failed    | 127
            kill -TERM $$                     | Abandoned | -15
            kill -KILL $$                     | Failed    | -9
            kill -SEGV $$                     | Failed    | -11
            kill -INT $$                      | Failed    | -2
            kill -PIPE $$                     | Failed    | -13
            exit 130                          | Failed    | 130
            sleep 60 & kill -9 $!; wait $!    | Failed    | 137
            sleep 60 & kill $!; wait $!       | Failed    | 143
            """)
    void theEndOfACommandIsToldByItsCode(String command, String end, int code) throws Exception {
        RunnerResult result = run(command);

        assertThat(result.getClass().getSimpleName()).isEqualTo(end);
        assertThat(result.result().path("return_code").asInt()).isEqualTo(code);
        assertThat(result.result().path("succeeded").asBoolean()).isEqualTo(code == 0);
    }

    @Test
    void theTokenOfARunEndsSoonAfterItsTimeout() throws Exception {
        ObjectNode order =
                Json.object().put("cmd", "echo $ST2_ACTION_AUTH_TOKEN").put("timeout", 600);

        RunnerResult result = new LocalShellRunner(Samples.shell(1000)).run(Samples.order(order), new Stop());

        String token = result.result().path("stdout").asText();
        var tokens = new ExecutionTokens("a key for tests", execution -> false);
        assertThat(tokens.isValid(token, Instant.now().plusSeconds(595))).isTrue();
        assertThat(tokens.isValid(token, Instant.now().plusSeconds(635))).isFalse();
    }

    @Test
    void linesAreToldWhileTheCommandRuns() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        String command = "echo one; echo two >&2; until [ -e " + folder + "/seen ]; do sleep 0.1; done; exit 200";

        CompletableFuture<RunnerResult> result =
                start(command, new Stop(), (stream, line) -> told.add(stream.text() + " " + line));
        await().until(() -> told.size() == 2);
        Files.createFile(folder.resolve("seen"));

        assertThat(result.join().result().path("return_code").asInt()).isEqualTo(200);
        assertThat(told).containsExactlyInAnyOrder("stdout one\n", "stderr two\n");
    }

    @Test
    void bothOutputsAreKeptApart() throws Exception {
        RunnerResult result = run("echo out; echo err >&2; exit 3");

        assertThat(result.result())
                .isEqualTo(
                        Json.stored(
                                "{\"failed\": true, \"succeeded\": false, \"return_code\": 3, \"stdout\": \"out\", \"stderr\": \"err\"}"));
    }

    @Test
    void aSignalLeavesNoTraceInTheOutputs() throws Exception {
        RunnerResult result = run("echo out; echo err >&2; kill -KILL $$");

        assertThat(result.result().path("stdout").asText()).isEqualTo("out");
        assertThat(result.result().path("stderr").asText()).isEqualTo("err");
    }

    @ParameterizedTest
    @CsvSource({"exit 143, 143", "exit 255, 255", "kill -TERM $$, -15", "kill -KILL $$, -9", "kill -KILL 0, -9"})
    void aSignalIsToldFromAnExitCode(String command, int code) throws Exception {
        assertThat(run(command).result().path("return_code").asInt()).isEqualTo(code);
    }

    @Test
    void theCommandReadsNothingAndSeesNoFileOfOurs() throws Exception {
        RunnerResult result =
                run("cat; readlink /proc/$$/fd/0; for f in 3 4 5; do [ -e /proc/$$/fd/$f ] && echo $f; done; true");

        assertThat(result.result().path("stdout").asText()).isEqualTo("/dev/null");
    }

    @Test
    void directoryAndEnvironmentReachTheCommandAndOurOwnDoesNot() throws Exception {
        ObjectNode parameters = Json.object()
                .put(
                        "cmd",
                        "pwd; echo $GREETING; echo $ST2_ACTION_PACK_NAME"
                                + "; echo $ST2_ACTION_EXECUTION_ID; echo $ST2_ACTION_API_URL; env | cut -d= -f1 | sort | tr '\\n' ' '");
        parameters.put("cwd", "/usr").putObject("env").put("GREETING", "two words");

        RunnerResult result = runner.run(Samples.order(parameters), new Stop());

        List<String> lines = result.result().path("stdout").asText().lines().toList();
        assertThat(lines.subList(0, 5))
                .containsExactly("/usr", "two words", "core", Samples.EXECUTION, "http://127.0.0.1:9101/v1");
        assertThat(lines.get(5)).doesNotContain("JAVA").doesNotContain("MAVEN");
    }

    @Test
    void variablesReachTheCommandAsTheyAre() throws Exception {
        String value = "two\nlines, \"quotes\", 'more', $HOME `id` \\ \u00e4\ud83d\ude00 ";
        ObjectNode parameters = Json.object().put("cmd", "printf %s \"$GIVEN\"");
        parameters.putObject("env").put("GIVEN", value).put("folder", "/").put("group", "1");

        RunnerResult result = runner.run(Samples.order(parameters), new Stop());

        assertThat(result.result().path("stdout").asText()).isEqualTo(value);
        assertThat(result).isInstanceOf(RunnerResult.Succeeded.class);
    }

    @Test
    void aVariableThatIsNoNameIsRefused() throws Exception {
        ObjectNode parameters = Json.object().put("cmd", "true");
        parameters.putObject("env").put("a-b", "1");

        assertThat(runner.run(Samples.order(parameters), new Stop())
                        .result()
                        .path("error")
                        .asText())
                .isEqualTo("env: \"a-b\" is no name of a variable");
    }

    @Test
    void aDirectoryThatIsNotThereFails() throws Exception {
        RunnerResult result =
                runner.run(Samples.order(Json.object().put("cmd", "true").put("cwd", "/no/such")), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).contains("/no/such");
        assertThat(result.result().path("traceback").asText()).isNotEmpty();
    }

    @Test
    void aTimeoutKillsTheWholeGroupAndKeepsTheOutput() throws Exception {
        Path pids = folder.resolve("pids");

        RunnerResult result = runner.run(
                Samples.order(Json.object()
                        .put(
                                "cmd",
                                "echo before; trap '' TERM; (sleep 61 & echo $! $$ > " + pids + "; wait); echo after")
                        .put("timeout", 1)),
                new Stop());

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result()).isEqualTo(Json.stored("""
                {"failed": true, "succeeded": false, "return_code": -9, "stdout": "before", "stderr": "",
                 "error": "Action failed to complete in 1 seconds"}"""));
        for (String pid : Files.readString(pids).strip().split(" ")) {
            awaitGone(pid);
        }
    }

    @Test
    void endlessOutputIsCutAndMarked() throws Exception {
        RunnerResult result = run("head -c 1000000 /dev/zero | tr '\\0' x; exit 200");

        String stdout = result.result().path("stdout").asText();
        assertThat(stdout).hasSize(LIMIT + ShellResult.CUT.length()).endsWith(ShellResult.CUT);
        assertThat(result.result().path("return_code").asInt()).isEqualTo(200);
    }

    @Test
    void whoIsCanceledMayCleanUp() throws Exception {
        Path traces = folder.resolve("traces");
        var stop = new Stop();
        CompletableFuture<RunnerResult> running = start(
                "trap 'echo cleaned > " + traces + "; exit 0' TERM; echo $$ > " + traces + "; sleep 60 & wait", stop);
        await().until(() -> Files.exists(traces) && Files.size(traces) > 0);

        stop.ask(Stop.Reason.CANCELED);

        running.join();
        assertThat(traces).hasContent("cleaned");
    }

    @Test
    void whoIgnoresTermIsKilled() throws Exception {
        Path pid = folder.resolve("pid");
        var stop = new Stop();
        CompletableFuture<RunnerResult> running =
                start("trap '' TERM; echo $$ > " + pid + "; while true; do sleep 0.1; done", stop);
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        stop.ask(Stop.Reason.CANCELED);

        running.join();
        awaitGone(Files.readString(pid).strip());
    }

    @Test
    void aWorkerThatIsTakenForDeadKillsAtOnce() throws Exception {
        Path pid = folder.resolve("pid");
        var stop = new Stop();
        CompletableFuture<RunnerResult> running = start("trap '' TERM; echo $$ > " + pid + "; sleep 60 & wait", stop);
        await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

        stop.ask(Stop.Reason.LEASE_LOST);

        running.join();
        awaitGone(Files.readString(pid).strip());
    }

    @Test
    void theGroupDiesWhenThePipeCloses() throws Exception {
        Path pids = folder.resolve("pids");
        var command = new Command(
                List.of(),
                List.of("bash", "-c", "trap '' TERM; sleep 60 & echo $$ $! > " + pids + "; wait"),
                Map.of("PATH", "/usr/bin:/bin"),
                null,
                null,
                null);
        var group = ProcessGroup.start(Samples.leaders(), command, LIMIT, (stream, line) -> {});
        await().until(() -> Files.exists(pids) && Files.size(pids) > 0);

        group.close(); // as the system does for a worker that was killed

        for (String pid : Files.readString(pids).strip().split(" ")) {
            awaitGone(pid);
        }
    }

    @Test
    void oneCommandAfterTheOtherHasTheSameLeader() throws Exception {
        String first = leader("");
        run("exit 3");
        String second = leader("");
        runner.run(Samples.order(Json.object().put("cmd", "sleep 60").put("timeout", 1)), new Stop());
        String afterTimeout = leader("");

        assertThat(second).isEqualTo(first);
        assertThat(afterTimeout).isNotEqualTo(first);
        awaitGone(first);
    }

    @Test
    void whoCleansUpTemporaryFilesStopsNobody() throws Exception {
        String before = leader("");
        Path own = Path.of(run("tr '\\0' '\\n' < /proc/$PPID/cmdline | tail -n 1")
                .result()
                .path("stdout")
                .asText());
        run("rm -r " + own);

        String after = leader("");

        assertThat(own).doesNotExist();
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void commandsThatRunAtOnceHaveTheirOwnLeaders() throws Exception {
        Path begun = folder.resolve("begun");
        CompletableFuture<RunnerResult> running = start(
                "touch " + begun + "; until [ -e " + folder + "/done ]; do sleep 0.1; done; " + LEADER, new Stop());
        await().until(() -> Files.exists(begun));

        String other = leader("touch " + folder.resolve("done") + "; ");

        assertThat(running.join().result().path("stdout").asText()).isNotEqualTo(other);
    }

    @Test
    void aCommandThatClosesItsOutputsRunsToItsEnd() throws Exception {
        Path traces = folder.resolve("traces");

        RunnerResult result = run("exec >&- 2>&-; sleep 0.5; touch " + traces + "; exit 7");

        assertThat(result.result().path("return_code").asInt()).isEqualTo(7);
        assertThat(traces).exists();
    }

    @Test
    void aLeaderThatIsKilledTakesItsCommandAlongAndHasASuccessor() throws Exception {
        Path pids = folder.resolve("pids");
        CompletableFuture<RunnerResult> running = start("echo $$ $PPID > " + pids + "; sleep 60", new Stop());
        await().until(() -> Files.exists(pids) && Files.size(pids) > 0);
        String[] commandAndLeader = Files.readString(pids).strip().split(" ");

        ProcessHandle.of(Long.parseLong(commandAndLeader[1])).orElseThrow().destroyForcibly();

        assertThat(running.join()).isInstanceOf(RunnerResult.Failed.class);
        awaitGone(commandAndLeader[0]);
        assertThat(run("exit 5").result().path("return_code").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3 | r00t-4711 | 0 | done | ''
            3 | wrong     | 1 | ''   | sudo: 3 incorrect password attempts
            0 | r00t-4711 | 0 | done | ''
            """)
    void thePasswordOfSudoGoesToItsStandardInputHoweverOftenItAsks(
            int times, String password, int code, String stdout, String stderr) throws Exception {
        Path sudo = Files.writeString(folder.resolve("sudo"), """
                #!/bin/bash
                for ((i = 0; i < %1$d; i++)); do
                  read -r password
                  [ "$password" = r00t-4711 ] && break
                done
                [ "$i" -lt %1$d ] || [ "$i" -eq 0 ] || { echo "sudo: %1$d incorrect password attempts" >&2; exit 1; }
                [ "$1" = -S ] && shift && exec "$@"
                """.formatted(times));
        assertThat(sudo.toFile().setExecutable(true)).isTrue();
        var command = new Command(
                List.of(sudo.toString(), "-S"),
                List.of("bash", "-c", "echo $GIVEN"),
                Map.of("PATH", "/usr/bin:/bin", "GIVEN", "done"),
                null,
                password,
                null);

        LocalProcesses.Ran ran = new LocalProcesses(Samples.config(LIMIT), Samples.leaders())
                .run(command, Duration.ofSeconds(30), (stream, line) -> {}, new Stop());

        assertThat(ran.end()).isEqualTo(new ProcessGroup.Exited(code));
        assertThat(new String(ran.stdout().bytes(), UTF_8).strip()).isEqualTo(stdout);
        assertThat(new String(ran.stderr().bytes(), UTF_8).strip()).isEqualTo(stderr);
    }

    @Test
    void whatACommandLeavesBehindEndsWithIt() throws Exception {
        Path pid = folder.resolve("pid");

        run("sleep 60 >/dev/null 2>&1 & echo $! > " + pid);

        awaitGone(Files.readString(pid).strip());
    }

    @Test
    void echoPrintsAMessageThatNoShellReads() throws Exception {
        String message = "\"; touch " + folder.resolve("injected") + "; echo \"$HOME `id`";

        RunnerResult result = runner.run(
                Samples.order(
                        "core.echo",
                        Json.object().put("cmd", "false"),
                        Json.object().put("message", message)),
                new Stop());

        assertThat(result.result().path("stdout").asText()).isEqualTo(message);
        assertThat(folder.resolve("injected")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {}                                        | me   | -       |
            {}                                        | me   | me      |
            {}                                        | me   | stanley | sudo -E -H -u stanley --
            {}                                        | root | stanley | sudo -E -H -u stanley --
            {"sudo": true}                            | root | -       |
            {"sudo": true}                            | me   | -       | sudo -E --
            {"sudo": true}                            | me   | stanley | sudo -E --
            {"sudo": true, "sudo_password": "x"}      | me   | -       | sudo -S -E --
            {"sudo": true, "sudo_password": null}     | me   | -       | sudo -E --
            """)
    void sudoStandsBeforeTheShell(String parameters, String thisUser, String systemUser, String words) {
        Sudo sudo = Sudo.of((ObjectNode) Json.stored(parameters), Optional.ofNullable(systemUser), thisUser);

        assertThat(String.join(" ", sudo.words())).isEqualTo(words == null ? "" : words);
    }

    /** Its process id. */
    private String leader(String before) throws InterruptedException {
        return run(before + LEADER).result().path("stdout").asText();
    }

    private RunnerResult run(String command) throws InterruptedException {
        return runner.run(Samples.order(Json.object().put("cmd", command)), new Stop());
    }

    private CompletableFuture<RunnerResult> start(String command, Stop stop) {
        return start(command, stop, (stream, line) -> {});
    }

    private CompletableFuture<RunnerResult> start(String command, Stop stop, LiveOutput watched) {
        Order order = Samples.order(Json.object().put("cmd", command));
        var told = new Order(
                order.executionId(),
                order.liveactionId(),
                order.action(),
                order.context(),
                order.config(),
                order.runner(),
                order.parameters(),
                watched);
        return CompletableFuture.supplyAsync(() -> {
            try {
                return runner.run(told, stop);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void awaitGone(String pid) throws IOException {
        await().atMost(Duration.ofSeconds(5)).until(() -> {
            Path stat = Path.of("/proc", pid, "stat");
            // A zombie is dead: whoever adopted it has not looked yet.
            return !Files.exists(stat) || Files.readString(stat).matches("(?s).*\\) [ZX] .*");
        });
    }
}
