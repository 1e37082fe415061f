package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Actions that are run as they were in another revision of their pack. */
class PackRevisionsTest {
    private static final int LIMIT = 100_000;

    @TempDir
    Path packs;

    private Path pack;
    private LocalScriptRunner scripts;

    @BeforeEach
    void makeTwoRevisions() throws Exception {
        assumeThat(Samples.isOnPath("git")).as("git is on this machine").isTrue();
        pack = Files.createDirectories(packs.resolve("web"));
        Files.createDirectories(pack.resolve("actions/lib"));
        git("init", "--quiet", "--initial-branch=main");
        for (String version : List.of("v1", "v2")) {
            Files.writeString(pack.resolve("actions/run.sh"), "#!/bin/sh\necho " + version + "\n");
            Files.writeString(pack.resolve("actions/lib/told.py"), "VERSION = '" + version + "'\n");
            Files.writeString(pack.resolve("actions/run.py"), """
                    from st2common.runners.base_action import Action
                    import told
                    class Telling(Action):
                        def run(self):
                            return told.VERSION
                    """);
            git("add", "--all");
            git("commit", "--quiet", "--message=" + version);
            git("tag", version);
        }
        scripts = new LocalScriptRunner(Samples.revisions(packs), Samples.shell(LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "main~1", "HEAD^", "refs/tags/v1"})
    void aScriptIsRunAsItWasInTheRevision(String revision) throws Exception {
        assertThat(script(revision).result().path("stdout").asText()).isEqualTo("v1");
        assertThat(script("").result().path("stdout").asText()).isEqualTo("v2");
    }

    @Test
    void aPythonActionIsRunAsItWasWithItsLibraries() throws Exception {
        assumeThat(Samples.hasPython()).isTrue();
        PythonRunner python = Samples.python(packs, LIMIT, "http://127.0.0.1:9101");

        RunnerResult result = python.run(order("run.py", "v1"), new Stop());

        assertThat(result.result().path("result").asText())
                .as(result.result().toString())
                .isEqualTo("v1");
    }

    @Test
    void aPackMayBeAFolderOfALargerRepository() throws Exception {
        Path within = Files.createDirectories(pack.resolve("inner/actions"));
        Files.writeString(within.resolve("run.sh"), "echo inner\n");
        git("add", "--all");
        git("commit", "--quiet", "--message=inner");
        Files.delete(within.resolve("run.sh"));
        Path outer = pack;
        var runner = new LocalScriptRunner(Samples.revisions(outer), Samples.shell(LIMIT));

        RunnerResult result = runner.run(order("inner.deploy", "run.sh", "HEAD"), new Stop());

        assertThat(result.result().path("stdout").asText()).isEqualTo("inner");
    }

    @Test
    void theRepositoryAndTheFolderStayAsTheyAreAndNothingIsLeft() throws Exception {
        Files.writeString(pack.resolve("actions/run.sh"), "#!/bin/sh\necho changed\n");
        Set<Path> before = temporary();
        String status = git("status", "--porcelain");

        script("v1");

        assertThat(git("status", "--porcelain")).isEqualTo(status);
        assertThat(git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo("main");
        assertThat(script("").result().path("stdout").asText()).isEqualTo("changed");
        assertThat(temporary()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v9", "--help", "v1:actions", "v1 v2", "$(id)"})
    void aRevisionThatThereIsNotFailsWithItsName(String revision) throws Exception {
        RunnerResult result = script(revision);

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).startsWith("content_version \"" + revision + "\" ");
    }

    @Test
    void aPackWithoutARepositoryHasNoRevisions() throws Exception {
        Files.createDirectories(packs.resolve("plain/actions"));

        RunnerResult result = scripts.run(order("plain.deploy", "run.sh", "v1"), new Stop());

        assertThat(result.result().path("error").asText()).contains("not a git repository");
    }

    private RunnerResult script(String revision) throws InterruptedException {
        return scripts.run(order("run.sh", revision), new Stop());
    }

    private static Order order(String entryPoint, String revision) {
        return order("web.deploy", entryPoint, revision);
    }

    private static Order order(String ref, String entryPoint, String revision) {
        ObjectNode ofRunner = Json.object().put("content_version", revision);
        return Samples.order(ref, entryPoint, Json.object(), ofRunner, Json.object());
    }

    private static Set<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("hookline-pack"))
                    .collect(Collectors.toSet());
        }
    }

    private String git(String... words) throws IOException, InterruptedException {
        List<String> identity = List.of("git", "-c", "user.name=tester", "-c", "user.email=tester@localhost");
        Process git = new ProcessBuilder(
                        Stream.concat(identity.stream(), Stream.of(words)).toList())
                .directory(pack.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(git.waitFor()).as(said).isZero();
        return said;
    }
}
