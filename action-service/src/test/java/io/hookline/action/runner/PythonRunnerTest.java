package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonRunnerTest {
    private static final int LIMIT = 100_000;

    @TempDir
    Path packs;

    private PythonRunner runner;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Samples.hasPython(), "there is no python3 on this machine");
        Files.createDirectories(packs.resolve("web/actions/lib"));
        Files.createDirectories(packs.resolve("web/lib"));
        runner = Samples.python(packs, LIMIT, "http://127.0.0.1:9101");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            return {"a": [1, None, "ž"]}     | Succeeded | {"a": [1, null, "ž"]}   | 0
            return (True, 5)                 | Succeeded | 5                       | 0
            return (False, "no")             | Failed    | "no"                    | 0
            return (1, 2, 3)                 | Succeeded | [1, 2, 3]               | 0
            pass                             | Succeeded | null                    | 0
            return float("nan")              | Succeeded | "nan"                   | 0
            return set([1])                  | Succeeded | "{1}"                   | 0
            raise ValueError("bad")          | Failed    | null                    | 1
            import sys; sys.exit(3)          | Failed    | null                    | 3
            import os; os._exit(0)           | Succeeded | null                    | 0
            import os; os.kill(os.getpid(), 9)   | Failed    | null                | -9
            import os; os.kill(os.getpid(), 15)  | Abandoned | null                | -15
            """)
    void whatRunDoesBecomesTheResult(String body, String end, String value, int exitCode) throws Exception {
        RunnerResult result = run("def run(self):\n        " + body, Json.object());

        assertThat(result.getClass().getSimpleName())
                .as(result.result().toString())
                .isEqualTo(end);
        assertThat(result.result().path("result")).isEqualTo(Json.stored(value));
        assertThat(result.result().path("exit_code").asInt()).isEqualTo(exitCode);
        assertThat(result.result().path("stdout").textValue()).isEmpty();
    }

    @Test
    void aStatusThatIsNoTruthValueIsAnError() throws Exception {
        RunnerResult result = run("def run(self):\n        return ('maybe', 1)", Json.object());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText())
                .isEqualTo("Status returned from the action run() method must either be True or False, got: maybe");
    }

    @Test
    void parametersConfigurationAndLibrariesReachTheAction() throws Exception {
        Files.writeString(packs.resolve("web/actions/lib/near.py"), "NAME = 'near'\n");
        Files.writeString(packs.resolve("web/lib/far.py"), "NAME = 'far'\n");
        action("""
                from st2common.runners.base_action import Action
                import near, far
                class Greeting(Action):
                    def __init__(self, config):
                        super(Greeting, self).__init__(config=config)
                    def run(self, name, times=2):
                        self.logger.debug("hidden")
                        self.logger.info("greeting %s", name)
                        print("[1]")
                        return [name, times, self.config["colour"], near.NAME, far.NAME]
                """);
        Order order = Samples.order(
                "web.greet",
                "greet.py",
                Json.object(),
                Json.object().put("log_level", "INFO"),
                Json.object().put("name", "žofie 'x'"));
        order.config().put("colour", "red");

        ObjectNode result = runner.run(order, new Stop()).result();

        assertThat(result.path("result")).isEqualTo(Json.stored("[\"žofie 'x'\", 2, \"red\", \"near\", \"far\"]"));
        assertThat(result.path("stdout").textValue()).isEqualTo("[1]\n");
        assertThat(result.path("stderr").textValue())
                .isEqualTo("st2.actions.python.Greeting: INFO     greeting žofie 'x'\n");
    }

    @Test
    void theOlderNameOfTheBaseClassIsKnown() throws Exception {
        action("""
                from st2actions.runners.pythonrunner import Action
                class Old(Action):
                    def run(self):
                        return "old"
                """);

        assertThat(run().result().path("result").textValue()).isEqualTo("old");
    }

    @Test
    void whatPacksUseOfTheOriginalsLibrariesIsThere() throws Exception {
        action("""
                import datetime
                from st2common import log as logging
                from st2common.runners.base_action import Action
                from st2common.runners.utils import get_logger_for_python_runner_action
                from st2common.util import isotime
                class Own(Action):
                    def run(self):
                        get_logger_for_python_runner_action(action_name="own").debug("heard")
                        noon = datetime.datetime(2026, 1, 2, 12)
                        return [logging.getLogger("mine").name, isotime.format(isotime.parse("2026-01-02T03:04:05.6Z")),
                                isotime.format(noon), isotime.format(noon, usec=False, offset=False), isotime.format(0)]
                """);

        ObjectNode result = run().result();

        assertThat(result.path("result")).hasToString("""
                ["mine","2026-01-02T03:04:05.600000+00:00","2026-01-02T12:00:00.000000+00:00","2026-01-02T12:00:00Z",\
                "1970-01-01T00:00:00.000000+00:00"]""");
        assertThat(result.path("stderr").asText()).contains("st2.actions.python.own: DEBUG    heard");
    }

    @Test
    void theTracebackOfAnActionIsOnItsErrorOutput() throws Exception {
        ObjectNode result = run("def run(self):\n        raise ValueError('bad')", Json.object())
                .result();

        assertThat(result.path("stderr").textValue()).contains("Traceback").contains("ValueError: bad");
    }

    @Test
    void parametersAreOnNoCommandLineAndNothingIsLeftBehind() throws Exception {
        RunnerResult result = run("""
                def run(self, secret):
                        import glob, os
                        lines = [open(f, 'rb').read() for f in glob.glob('/proc/[0-9]*/cmdline') if os.path.exists(f)]
                        return [any(secret.encode() in line for line in lines), sorted(os.environ)]
                """.strip(), Json.object().put("secret", "s3cr3t-4711"));

        assertThat(result.result().at("/result/0").asBoolean(true)).isFalse();
        assertThat(result.result().at("/result/1").toString())
                .contains("ST2_ACTION_EXECUTION_ID", "ST2_API_URL")
                .doesNotContain("JAVA", "MAVEN");
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("hookline-result"));
        }
    }

    @Test
    void aTimeoutKillsTheActionAndKeepsWhatItPrinted() throws Exception {
        action("""
                from st2common.runners.base_action import Action
                import time
                class Slow(Action):
                    def run(self):
                        print("before")
                        time.sleep(60)
                """);

        RunnerResult result = runner.run(
                Samples.order(
                        "web.slow", "greet.py", Json.object(), Json.object().put("timeout", 4), Json.object()),
                new Stop());

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result()).isEqualTo(Json.stored("""
                {"result": null, "exit_code": -9, "stdout": "before\\n", "stderr": "",
                 "error": "Action failed to complete in 4 seconds"}"""));
    }

    @Test
    void linesAreToldWhileTheActionRuns() throws Exception {
        action("""
                from st2common.runners.base_action import Action
                import time
                class Slow(Action):
                    def run(self):
                        print("one")
                        time.sleep(60)
                """);
        List<String> lines = new CopyOnWriteArrayList<>();
        var stop = new Stop();
        Order order = Samples.watched(
                Samples.order("web.slow", "greet.py", Json.object(), Json.object(), Json.object()),
                (stream, line) -> lines.add(stream.text() + " " + line));
        CompletableFuture<RunnerResult> running = Samples.start(runner, order, stop);

        await().untilAsserted(() -> assertThat(lines).containsExactly("stdout one\n"));

        stop.ask(Stop.Reason.LEASE_LOST);
        running.join();
    }

    @Test
    void aLongResultIsCutAndMarked() throws Exception {
        String value = run("def run(self):\n        return 'x' * 1000000", Json.object())
                .result()
                .path("result")
                .asText();

        assertThat(value).hasSize(LIMIT + ShellResult.CUT.length()).endsWith(ShellResult.CUT);
    }

    @Test
    void aFileWithoutAnActionSaysSo() throws Exception {
        action("x = 1\n");

        assertThat(run().result().path("error").asText()).contains("greet.py").contains("no class derived from Action");
    }

    @Test
    void aPackWithRequirementsNeedsItsEnvironment() throws Exception {
        action("x = 1\n");
        Files.writeString(packs.resolve("web/requirements.txt"), "requests\n");

        assertThat(run().result().path("error").asText())
                .isEqualTo("Pack \"web\" names requirements, and there is no virtual environment for them at '"
                        + packs.resolve("virtualenvs/web") + "'.");
    }

    @Test
    void theEnvironmentOfAPackIsUsed() throws Exception {
        Path python = packs.resolve("virtualenvs/web/bin/python3");
        Files.createDirectories(python.getParent());
        Files.writeString(python, "#!/bin/sh\nexport FROM=environment\nexec python3 \"$@\"\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();

        RunnerResult result = run("def run(self):\n        import os; return os.environ['FROM']", Json.object());

        assertThat(result.result().path("result").textValue()).isEqualTo("environment");
    }

    @Test
    void theDatastoreIsReachedByTheApiWithTheCredentialThatIsGiven() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        HttpServer api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Auth-Token") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"value\": \"v\"}".getBytes(StandardCharsets.UTF_8);
            boolean isUnknown = exchange.getRequestURI().getPath().endsWith("nosuch");
            exchange.sendResponseHeaders(isUnknown ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        try {
            runner = Samples.python(
                    packs, LIMIT, "http://127.0.0.1:" + api.getAddress().getPort());
            action("""
                    from st2common.runners.base_action import Action
                    class Keys(Action):
                        def run(self):
                            s = self.action_service
                            s.set_value("a", "1", ttl=5, encrypt=True)
                            return [s.get_value("a b", local=False, decrypt=True), s.get_value("nosuch"), s.delete_value("a")]
                    """);
            ObjectNode ofRunner = Json.object();
            ofRunner.putObject("env").put("ST2_AUTH_TOKEN", "t0k");

            RunnerResult result = runner.run(
                    Samples.order("web.keys", "greet.py", Json.object(), ofRunner, Json.object()), new Stop());

            assertThat(result.result().path("result")).isEqualTo(Json.stored("[\"v\", null, true]"));
            assertThat(calls)
                    .containsExactly(
                            "PUT /v1/keys/web.Keys%3Aa?scope=system t0k {\"name\": \"web.Keys:a\", \"value\": \"1\", \"scope\": \"system\", \"secret\": true, \"ttl\": 5}",
                            "GET /v1/keys/a%20b?scope=system&decrypt=true t0k ",
                            "GET /v1/keys/web.Keys%3Anosuch?scope=system&decrypt=false t0k ",
                            "DELETE /v1/keys/web.Keys%3Aa?scope=system t0k ");
        } finally {
            api.stop(0);
        }
    }

    @Test
    void aTokenIsThereUnlessAnotherCredentialIsNamed() throws Exception {
        action("""
                import os
                from st2common.runners.base_action import Action
                class Own(Action):
                    def run(self):
                        return os.environ.get("ST2_AUTH_TOKEN") == os.environ["ST2_ACTION_AUTH_TOKEN"]
                """);
        ObjectNode named = Json.object();
        named.putObject("env").put("ST2_API_KEY", "k");

        RunnerResult own = run();
        RunnerResult other =
                runner.run(Samples.order("web.greet", "greet.py", Json.object(), named, Json.object()), new Stop());

        assertThat(own.result().path("result").asBoolean()).isTrue();
        assertThat(other.result().path("result").asBoolean()).isFalse();
    }

    private void action(String source) throws IOException {
        Files.writeString(packs.resolve("web/actions/greet.py"), source);
    }

    private RunnerResult run() throws InterruptedException {
        return runner.run(
                Samples.order("web.greet", "greet.py", Json.object(), Json.object(), Json.object()), new Stop());
    }

    private RunnerResult run(String method, ObjectNode parameters) throws Exception {
        action("from st2common.runners.base_action import Action\nclass One(Action):\n    " + method + "\n");
        return runner.run(Samples.order("web.greet", "greet.py", Json.object(), Json.object(), parameters), new Stop());
    }
}
