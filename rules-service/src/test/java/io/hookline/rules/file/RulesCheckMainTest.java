package io.hookline.rules.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckMainTest {
    @TempDir
    private Path folder;

    private record Result(int exit, List<String> lines) {}

    @Test
    void aFolderWithoutFaultIsPassed() throws IOException {
        write("web/rules/push.yaml", rule("push", "core.st2.webhook", "{url: push}", "equals"));
        write("timer.yaml", rule("each", "core.st2.IntervalTimer", "{unit: seconds, delta: 5}", "equals"));
        write("notify.yaml", rule("notify", "core.st2.generic.notifytrigger", "{}", "equals"));

        Result result = check(folder.toString());

        assertThat(result).isEqualTo(new Result(0, List.of("3 rules can be used, 0 faults, 0 warnings")));
    }

    @Test
    void eachFaultIsALineAndFailsTheCheck() throws IOException {
        write("a.yaml", "name: [");
        write("b.yaml", rule("b", "core.st2.webhook", "{}", "equals"));
        write("c.yaml", rule("c", "core.st2.webhook", "{url: c}", "nope"));
        write("d.yaml", rule("d", "nodot", "{}", "equals"));
        write("e.yaml", rule("e", "core.st2.CronTimer", "{hour: zzz}", "equals"));
        write("good.yaml", rule("good", "core.st2.webhook", "{url: good}", "equals"));

        Result result = check(folder + "/");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.lines()).hasSize(6);
        assertThat(result.lines().get(0)).startsWith(folder + "/a.yaml:1: not YAML: ");
        assertThat(result.lines().get(1)).isEqualTo(folder + "/b.yaml:2: 'url' is a required property");
        assertThat(result.lines().get(2)).startsWith(folder + "/c.yaml:4: For field: trigger.body.x, operator nope");
        assertThat(result.lines().get(3)).isEqualTo(folder + "/d.yaml:2: Invalid resource reference: nodot");
        assertThat(result.lines().get(4))
                .isEqualTo(folder + "/e.yaml:2: Unrecognized expression \"zzz\" for field \"hour\"");
        assertThat(result.lines().get(5)).isEqualTo("1 rule can be used, 5 faults, 0 warnings");
    }

    @Test
    void aTriggerTypeThatOnlyTheDatabaseMayKnowIsAWarning() throws IOException {
        write("a.yaml", rule("a", "web.push", "{}", "equals"));

        Result result = check(folder.toString());

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        folder
                                + "/a.yaml:2: warning: Trigger type \"web.push\" is not built in; it has to exist before this rule"
                                + " can be saved",
                        "1 rule can be used, 0 faults, 1 warning");
    }

    @Test
    void aFolderThatIsNotThereFailsTheCheck() {
        Result result = check(folder.resolve("gone").toString());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.lines()).hasSize(1).first().asString().contains("is not there");
    }

    private static Result check(String argument) {
        var bytes = new ByteArrayOutputStream();
        int exit = RulesCheckMain.run(List.of(argument), new PrintStream(bytes, true, UTF_8));
        return new Result(exit, bytes.toString(UTF_8).lines().toList());
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String rule(String name, String type, String parameters, String operator) {
        return """
                name: %s
                trigger: {type: %s, parameters: %s}
                criteria:
                  trigger.body.x: {type: %s, pattern: 1}
                action: {ref: core.noop}
                """.formatted(name, type, parameters, operator);
    }
}
