package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.hookline.common.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellResultTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            42                            | 42
            -1                            | -1
            true                          | true
            null                          | null
            "x"                           | "x"
            ~  [1]  ~                     | [1]
            1.50                          | 1.5
            {"a": [1, "b"], "c": null}    | {"a":[1,"b"],"c":null}
            """)
    void outputThatReadsAsJsonBecomesThatValue(String output, String value) {
        assertThat(ShellResult.value(output + "\n")).isEqualTo(Json.stored(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi",
                "007",
                "NaN",
                "Infinity",
                "True",
                "1 2",
                "{'a': 1}",
                "{\"a\": 1} x",
                "[1",
                "nul",
                "-",
                "0x10",
                "1.",
                "01",
                "+1",
                "",
                " ",
                "two\nlines"
            })
    void otherOutputStaysText(String output) {
        assertThat(ShellResult.value(output)).isEqualTo(TextNode.valueOf(output));
    }

    @Test
    void oneNewlineAndOneCarriageReturnAreCut() {
        assertThat(ShellResult.value("two\nlines\n\n").textValue()).isEqualTo("two\nlines\n");
        assertThat(ShellResult.value("dos\r\n").textValue()).isEqualTo("dos");
        assertThat(ShellResult.value("dos\r\r\n").textValue()).isEqualTo("dos\r");
        assertThat(ShellResult.value("bare\r").textValue()).isEqualTo("bare");
        assertThat(ShellResult.value("\n").textValue()).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8AreReplaced() {
        byte[] bytes = {'a', (byte) 0xff, 'b'};

        RunnerResult result = ShellResult.of(
                new LocalProcesses.Ran(
                        new ProcessGroup.Exited(0), new Output.Kept(bytes, false), new Output.Kept(new byte[0], false)),
                Duration.ZERO,
                OutputReading.JSON);

        assertThat(result.result().path("stdout").asText()).isEqualTo("a\ufffdb");
    }

    @Test
    void outputThatIsCutIsNeverReadAsJson() {
        var kept = new Output.Kept("12".getBytes(StandardCharsets.UTF_8), true);

        RunnerResult result = ShellResult.of(
                new LocalProcesses.Ran(new ProcessGroup.Exited(0), kept, new Output.Kept(new byte[0], false)),
                Duration.ZERO,
                OutputReading.JSON);

        assertThat(result.result().path("stdout").textValue()).isEqualTo("12" + ShellResult.CUT);
    }

    @Test
    void outputMayBeAskedForAsItWasPrinted() {
        OutputReading reading = OutputReading.of(Json.object().put("parse_output", false));

        assertThat(reading.value("{\"a\": 1}\n").textValue()).isEqualTo("{\"a\": 1}");
        assertThat(OutputReading.of(Json.object()).value("{\"a\": 1}\n"))
                .isEqualTo(Json.object().put("a", 1));
    }

    @Test
    void aWrongSudoPasswordIsNamed() {
        var stderr = new Output.Kept(
                "Sorry, try again.\nsudo: no password was provided\nsudo: 1 incorrect password attempt\n"
                        .getBytes(StandardCharsets.UTF_8),
                false);
        RunnerResult failed = ShellResult.of(
                new LocalProcesses.Ran(new ProcessGroup.Exited(1), new Output.Kept(new byte[0], false), stderr),
                Duration.ZERO,
                OutputReading.JSON);

        RunnerResult result = ShellResult.withWrongPassword(failed, "worker");

        assertThat(result.result().path("return_code").asInt()).isEqualTo(-1);
        assertThat(result.result().path("error").asText())
                .isEqualTo("Invalid sudo password provided or sudo is not configured for this user (worker)");
    }
}
