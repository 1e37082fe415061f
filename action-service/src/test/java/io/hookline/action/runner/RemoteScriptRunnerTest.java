package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteScriptRunnerTest {
    @TempDir
    Path folder;

    private SampleSshServer server;
    private RemoteScriptRunner runner;

    @BeforeEach
    void start() throws Exception {
        server = new SampleSshServer(folder);
        Path knownHosts = Files.writeString(folder.resolve("known_hosts"), server.known("127.0.0.1"));
        Files.createDirectories(folder.resolve("web/actions/lib/deep"));
        Files.writeString(folder.resolve("web/actions/lib/deep/words"), "from lib\n");
        SshConfig config = SampleSshServer.config(knownHosts, true, false);
        runner = new RemoteScriptRunner(
                Samples.entryPoints(folder),
                new RemoteShell(config, Samples.config(10_000), new SshConnections(config)),
                Samples.environment());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void theScriptAndItsLibraryAreCopiedRunAndRemoved() throws Exception {
        Files.writeString(folder.resolve("web/actions/run.sh"), """
                #!/bin/sh
                for a in "$@"; do echo "[$a]"; done
                cat "$(dirname "$0")/lib/deep/words"
                pwd
                """);
        ObjectNode schemas = (ObjectNode) Json.stored("{\"a\": {\"type\": \"string\", \"position\": 0}}");

        RunnerResult result =
                run("run.sh", schemas, Json.object().put("a", "x 'y").put("o", "$HOME"));

        assertThat(result.result().at("/127.0.0.1/stdout").asText()).isEqualTo("[--o=$HOME]\n[x 'y]\nfrom lib\n/usr");
        assertThat(folder.resolve("remote")).isEmptyDirectory();
    }

    @Test
    void whatTakesTooLongToCopyIsATimeout() throws Exception {
        copyingNeverEnds();

        RunnerResult result = runner.run(order("run.sh", Json.object(), Json.object(), 1), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result().path("127.0.0.1")).isEqualTo(Json.stored("""
                {"failed": true, "succeeded": false, "return_code": -9, "stdout": "", "stderr": "", "timeout": true}"""));
        assertThat(folder.resolve("remote")).isEmptyDirectory();
    }

    @Test
    void whatIsCanceledWhileItIsCopiedIsRemoved() throws Exception {
        copyingNeverEnds();
        var stop = new Stop();
        CompletableFuture<RunnerResult> running =
                Samples.start(runner, order("run.sh", Json.object(), Json.object(), 60), stop);
        await().until(() -> Files.exists(folder.resolve("copying")));

        stop.ask(Stop.Reason.CANCELED);

        assertThat(running).succeedsWithin(Duration.ofSeconds(10));
        assertThat(folder.resolve("remote")).isEmptyDirectory();
    }

    @Test
    void whatRootHasMadeBesideAScriptIsRemovedByRoot() throws Exception {
        Files.writeString(folder.resolve("web/actions/run.sh"), "#!/bin/sh\nmkdir \"$(dirname \"$0\")/made\"");
        program(
                "sudo",
                "echo \"$*\" >> " + folder.resolve("asked")
                        + "; while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"");
        Order order = order("run.sh", Json.object(), Json.object(), 60);
        order.runner().put("sudo", true);

        RunnerResult result = runner.run(order, new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Succeeded.class);
        assertThat(Files.readAllLines(folder.resolve("asked")).getLast())
                .isEqualTo("-n -- bash -c rm -rf " + folder.resolve("remote").resolve(order.liveactionId()));
        assertThat(folder.resolve("remote")).isEmptyDirectory();
    }

    @Test
    void aScriptThatIsNotThereFails() throws Exception {
        RunnerResult result = run("nosuch.sh", Json.object(), Json.object());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).contains("there is no file");
    }

    private void copyingNeverEnds() throws IOException {
        Files.writeString(folder.resolve("web/actions/run.sh"), "#!/bin/sh");
        program("cat", "touch " + folder.resolve("copying") + "; while kill -0 $PPID 2>/dev/null; do sleep 0.1; done");
    }

    private void program(String name, String text) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private RunnerResult run(String entryPoint, ObjectNode schemas, ObjectNode values) throws InterruptedException {
        return runner.run(order(entryPoint, schemas, values, 60), new Stop());
    }

    private Order order(String entryPoint, ObjectNode schemas, ObjectNode values, int timeout) {
        ObjectNode ofRunner = Json.object()
                .put("hosts", server.address())
                .put("password", SampleSshServer.PASSWORD)
                .put("cwd", "/usr")
                .put("timeout", timeout)
                .put("dir", folder.resolve("remote").toString());
        return Samples.order("web.deploy", entryPoint, schemas, ofRunner, values);
    }
}
