package io.hookline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hookline rules check} as it is run: on the built application's jars, with nothing else started. */
class RulesCheckTest {
    private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void aPipelineReadsTheFaultsAndTheExitCode() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("good.yaml"), """
                name: good
                trigger: {type: core.st2.webhook, parameters: {url: good}}
                action: {ref: core.noop}
                """);
        assertThat(check()).isEqualTo("1 rule can be used, 0 faults, 0 warnings\nexit 0");

        Files.writeString(folder.resolve("bad.yaml"), "name: bad\n");
        assertThat(check())
                .isEqualTo(folder + "/bad.yaml:1: 'trigger' is a required property\n"
                        + "1 rule can be used, 1 fault, 0 warnings\nexit 1");
    }

    private String check() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        RunningHookline.QUICK,
                        "-cp",
                        APPLICATION + "/app/*:" + APPLICATION + "/lib/main/*:" + APPLICATION + "/lib/boot/*",
                        "io.hookline.rules.file.RulesCheckMain",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        return Files.readString(output) + "exit " + exit;
    }
}
