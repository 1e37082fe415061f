package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalScriptRunnerTest {
    private static final int LIMIT = 100_000;
    private static final String PRINT_ARGUMENTS = "#!/bin/bash\nfor a in \"$@\"; do echo \"[$a]\"; done\n";

    @TempDir
    Path packs;

    private LocalScriptRunner runner;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(packs.resolve("web/actions/lib"));
        runner = new LocalScriptRunner(Samples.revisions(packs), Samples.shell(LIMIT));
    }

    @Test
    void parametersReachTheScriptAsWordsThatNoShellReads() throws Exception {
        script("run.sh", PRINT_ARGUMENTS);
        ObjectNode schemas = (ObjectNode) Json.stored("""
                {"p1": {"type": "string", "position": 0}, "p2": {"type": "boolean", "position": 1},
                 "p3": {"type": "array", "position": 2}, "p4": {"type": "object", "position": 3}, "n": {"type": "string"}}""");
        ObjectNode values = (ObjectNode) Json.stored("""
                {"p1": "it's $HOME `id`", "p2": true, "p3": ["a", "b c"], "p4": {"k": [1]}, "n": "x y"}""");

        RunnerResult result = run("run.sh", schemas, Json.object(), values);

        assertThat(stdout(result)).isEqualTo("[--n=x y]\n[it's $HOME `id`]\n[1]\n[a,b c]\n[{\"k\":[1]}]");
    }

    @Test
    void aScriptWithoutAnInterpretersNameIsReadByTheShell() throws Exception {
        script("plain", "echo \"plain $1\"; exit 3\n");

        RunnerResult result =
                run("plain", Json.object(), Json.object(), Json.object().put("x", 1));

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(stdout(result)).isEqualTo("plain --x=1");
        assertThat(result.result().path("return_code").asInt()).isEqualTo(3);
    }

    @Test
    void directoryEnvironmentAndDebuggingReachTheScript() throws Exception {
        script("where.sh", "#!/bin/sh\npwd; echo $GREETING; echo $ST2_ACTION_PACK_NAME; echo $ST2_ACTION_DEBUG\n");
        ObjectNode ofRunner = Json.object().put("cwd", "/usr").put("debug", true);
        ofRunner.putObject("env").put("GREETING", "two words");

        RunnerResult result = run("where.sh", Json.object(), ofRunner, Json.object());

        assertThat(stdout(result)).isEqualTo("/usr\ntwo words\nweb\nTrue");
    }

    @Test
    void anAbsolutePathIsTakenAsItIs() throws Exception {
        Path elsewhere = Files.writeString(packs.resolve("elsewhere.sh"), "#!/bin/sh\necho here\n");

        RunnerResult result = run(elsewhere.toString(), Json.object(), Json.object(), Json.object());

        assertThat(stdout(result)).isEqualTo("here");
    }

    @Test
    void aScriptThatIsNotThereFailsWithItsName() throws Exception {
        RunnerResult result = run("nosuch.sh", Json.object(), Json.object(), Json.object());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText())
                .isEqualTo("Action \"web.deploy\" can't be run: there is no file '"
                        + packs.resolve("web/actions/nosuch.sh") + "'.");
        assertThat(result.result().path("traceback").asText()).isNotEmpty();
    }

    private void script(String name, String content) throws IOException {
        Files.writeString(packs.resolve("web/actions").resolve(name), content);
    }

    private RunnerResult run(String entryPoint, ObjectNode schemas, ObjectNode ofRunner, ObjectNode values)
            throws InterruptedException {
        return runner.run(Samples.order("web.deploy", entryPoint, schemas, ofRunner, values), new Stop());
    }

    private static String stdout(RunnerResult result) {
        return result.result().path("stdout").asText();
    }
}
