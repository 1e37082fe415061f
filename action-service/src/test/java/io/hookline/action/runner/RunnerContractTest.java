package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** What all runners promise. Each takes part in every case; where a case can't happen to it, it says why. */
class RunnerContractTest {
    private static final Set<String> LOCAL = Set.of("local-shell-cmd", "local-shell-script", "python-script");
    private static final Set<String> REMOTE = Set.of("remote-shell-cmd", "remote-shell-script");
    private static final String HTTP = "http-request";
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path packs;

    private Members members;

    @BeforeEach
    void start() throws Exception {
        members = new Members(packs);
    }

    @AfterEach
    void stop() throws IOException {
        members.close();
    }

    @TestFactory
    Stream<DynamicTest> whatGoesWellSucceeds() {
        return each(runner -> {
            switch (runner.name()) {
                case "noop", "announcement" ->
                    assertThat(run(runner, Samples.order(Json.object().put("experimental", true))))
                            .isInstanceOf(RunnerResult.Succeeded.class);
                case "inquirer" ->
                    assertThat(run(runner, Samples.order(Json.object()))).isInstanceOf(RunnerResult.Pending.class);
                case HTTP -> assertThat(run(runner, request("/json"))).isInstanceOf(RunnerResult.Succeeded.class);
                default ->
                    assertThat(run(runner, commanding(runner, "true"))).isInstanceOf(RunnerResult.Succeeded.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatGoesWrongFails() {
        return each(runner -> {
            switch (runner.name()) {
                case "noop", "inquirer" -> abort("nothing can go wrong with it");
                case "announcement" ->
                    assertThat(run(runner, Samples.order(Json.object()))).isInstanceOf(RunnerResult.Failed.class);
                case HTTP -> assertThat(run(runner, request("/missing"))).isInstanceOf(RunnerResult.Failed.class);
                default ->
                    assertThat(run(runner, commanding(runner, "exit 3"))).isInstanceOf(RunnerResult.Failed.class);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatTakesTooLongTimesOut() {
        return each(runner -> {
            Order order = waiting(runner, "sleep 60", 1);

            assertThat(run(runner, order)).isInstanceOf(RunnerResult.TimedOut.class);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsCanceledEndsSoon() {
        return each(runner -> {
            Path begun = packs.resolve("begun-" + runner.name());
            var stop = new Stop();
            CompletableFuture<RunnerResult> running =
                    Samples.start(runner, waiting(runner, "echo $$ > " + begun + "; sleep 60", 60), stop);
            if (!runner.name().equals(HTTP)) {
                await().until(() -> Files.exists(begun));
            }

            stop.ask(Stop.Reason.CANCELED);

            assertThat(running).succeedsWithin(SOON);
            if (REMOTE.contains(runner.name())) {
                await().until(() -> members.sshConnections() == 0);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> endlessOutputIsCutAndMarked() {
        return each(runner -> {
            ObjectNode result = switch (runner.name()) {
                case "noop", "announcement", "inquirer" -> abort("it prints nothing");
                case HTTP -> run(runner, request("/endless")).result();
                default ->
                    run(runner, commanding(runner, "yes", Json.object().put("timeout", 2)))
                            .result();
            };

            String printed = printed(result);
            assertThat(printed)
                    .hasSize(Members.LIMIT + ShellResult.CUT.length())
                    .endsWith(ShellResult.CUT);
        });
    }

    @TestFactory
    Stream<DynamicTest> bytesThatAreNoUtf8AreReplaced() {
        return each(runner -> {
            ObjectNode result = switch (runner.name()) {
                case "noop", "announcement", "inquirer" -> abort("it prints nothing");
                case HTTP -> run(runner, request("/no-utf8")).result();
                default -> run(runner, commanding(runner, "printf 'a\\377b'")).result();
            };

            assertThat(printed(result)).isEqualTo("a\ufffdb");
        });
    }

    @TestFactory
    Stream<DynamicTest> whoIgnoresTermIsKilled() {
        return each(runner -> {
            takesPartWithProcesses(runner);
            Path pid = packs.resolve("pid-" + runner.name());
            var stop = new Stop();
            CompletableFuture<RunnerResult> running = Samples.start(
                    runner,
                    commanding(runner, "trap '' TERM; echo $$ > " + pid + "; while true; do sleep 0.1; done"),
                    stop);
            await().until(() -> Files.exists(pid) && Files.size(pid) > 0);

            stop.ask(Stop.Reason.CANCELED);

            running.join();
            awaitGone(Files.readString(pid).strip());
        });
    }

    @TestFactory
    Stream<DynamicTest> aWorkerThatIsKilledTakesItsProcessesAlong() {
        return each(runner -> {
            takesPartWithProcesses(runner);
            Path folder = Files.createDirectories(packs.resolve("killed-" + runner.name()));
            Path pid = folder.resolve("pid");
            Process worker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AWorker.class.getName(),
                            folder.toString(),
                            runner.name(),
                            "trap '' TERM; echo $$ > " + pid + "; while true; do sleep 0.1; done")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid) && Files.size(pid) > 0);

            worker.destroyForcibly();

            awaitGone(Files.readString(pid).strip());
        });
    }

    @TestFactory
    Stream<DynamicTest> secretsAreOnNoCommandLine() {
        return each(runner -> {
            if (REMOTE.contains(runner.name())) {
                abort("variables are part of the line that another machine's shell reads; the password of sudo is not,"
                        + " see RemoteShellRunnerTest");
            }
            takesPartWithProcesses(runner);
            ObjectNode ofRunner = Json.object();
            ofRunner.putObject("env").put("SECRET", "s3cr3t-0815");

            ObjectNode result = run(
                            runner,
                            commanding(
                                    runner,
                                    "case \"$(cat /proc/*/cmdline 2>/dev/null | tr '\\0' ' ')\" in *\"$SECRET\"*) echo seen ;;"
                                            + " *) echo hidden ;; esac",
                                    ofRunner))
                    .result();

            assertThat(printed(result).strip()).isEqualTo("hidden");
        });
    }

    private Stream<DynamicTest> each(ThrowingConsumer<Runner> test) {
        return members.all().stream()
                .map(runner -> DynamicTest.dynamicTest(runner.name(), () -> {
                    assumeTrue(
                            !runner.name().equals("python-script") || Samples.hasPython(),
                            "there is no python3 on this machine");
                    test.accept(runner);
                }));
    }

    private static void takesPartWithProcesses(Runner runner) {
        if (REMOTE.contains(runner.name())) {
            abort(
                    "its processes are another machine's; the connection is closed, which that machine makes of what it will");
        }
        if (!LOCAL.contains(runner.name())) {
            abort("it starts no process");
        }
    }

    private Order waiting(Runner runner, String command, int timeout) throws IOException {
        return switch (runner.name()) {
            case "noop", "announcement", "inquirer" -> abort("it waits for nothing");
            case HTTP ->
                Samples.order(
                        "core.http",
                        Json.object().put("url", members.httpAddress() + "/silent"),
                        Json.object().put("timeout", timeout));
            default -> commanding(runner, command, Json.object().put("timeout", timeout));
        };
    }

    private Order request(String path) {
        return Samples.order("core.http", Json.object().put("url", members.httpAddress() + path), Json.object());
    }

    private Order commanding(Runner runner, String command) throws IOException {
        return commanding(runner, command, Json.object());
    }

    private Order commanding(Runner runner, String command, ObjectNode ofRunner) throws IOException {
        return members.commanding(runner.name(), command, ofRunner);
    }

    private static RunnerResult run(Runner runner, Order order) throws InterruptedException {
        return runner.run(order, new Stop());
    }

    private static String printed(ObjectNode result) {
        for (JsonNode place : List.of(result.path("stdout"), result.path("body"), result.at("/127.0.0.1/stdout"))) {
            if (place.isTextual()) {
                return place.textValue();
            }
        }
        throw new AssertionError("nothing was printed: " + result);
    }

    private static void awaitGone(String pid) {
        await().atMost(SOON).until(() -> {
            Path stat = Path.of("/proc", pid, "stat");
            // A zombie is dead: whoever adopted it has not looked yet.
            return !Files.exists(stat) || Files.readString(stat).matches("(?s).*\\) [ZX] .*");
        });
    }

    /** A process of its own that runs one order, to be killed. */
    static final class AWorker {
        private AWorker() {}

        public static void main(String[] arguments) throws Exception {
            try (var members = new Members(Path.of(arguments[0]))) {
                Runner runner = members.named(arguments[1]);
                runner.run(members.commanding(runner.name(), arguments[2], Json.object()), new Stop());
            }
        }
    }
}
