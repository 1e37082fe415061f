package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void aScriptThatIsNotThereFails() throws Exception {
        RunnerResult result = run("nosuch.sh", Json.object(), Json.object());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).contains("there is no file");
    }

    private RunnerResult run(String entryPoint, ObjectNode schemas, ObjectNode values) throws InterruptedException {
        ObjectNode ofRunner = Json.object()
                .put("hosts", server.address())
                .put("password", SampleSshServer.PASSWORD)
                .put("cwd", "/usr")
                .put("dir", folder.resolve("remote").toString());
        return runner.run(Samples.order("web.deploy", entryPoint, schemas, ofRunner, values), new Stop());
    }
}
