package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.expressions.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteLineTest {
    /** A script's line is quoted by whole words, see {@link ShellArgumentsTest}; how it is quoted is compared where it is the same. */
    @TestFactory
    Stream<DynamicTest> aLineIsMadeLikeThis() {
        return Vectors.in("shell-args.json")
                .filter(vector -> vector.path("kind").asText().startsWith("remote-"))
                .filter(vector -> !vector.path("expect_command").asText().contains("--o='"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText(),
                        () -> assertThat(line(vector).line())
                                .isEqualTo(vector.path("expect_command").asText())));
    }

    @Test
    void thePasswordIsBesideTheLine() {
        RemoteLine line = RemoteLine.of(Map.of(), "/tmp", "id", true, "secret");

        assertThat(line.line()).isEqualTo("sudo -S -p '' -E -- bash -c 'exec < /dev/null; cd /tmp && id'");
        assertThat(line.password()).isEqualTo("secret");
        assertThat(line.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", quoteCharacter = '"', textBlock = """
            false, none,   id
            true,  none,   sudo -n -- bash -c id; id
            true,  secret, sudo -S -p '' -- bash -c id; id
            """)
    void anotherCommandMayDoWhatTheFirstMay(boolean asRoot, String password, String wanted) {
        RemoteLine line =
                RemoteLine.of(Map.of(), "/tmp", "sleep 1", asRoot, password).by("id");

        assertThat(line.line()).isEqualTo(wanted);
        assertThat(line.password()).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            web1                 | 0    | web1:22
            web1, WEB1           | 0    | web1:22
            web1,web2:2222       | 2022 | web1:2022 web2:2222
            [fe80::1]:2222       | 0    | fe80::1:2222
            ::1                  | 0    | ::1:22
            10.0.0.1:22          | 0    | 10.0.0.1:22
            """)
    void hostsAreReadFromAList(String hosts, int port, String wanted) {
        assertThat(RemoteHost.list(hosts, port).stream()
                        .map(host -> host.name() + ":" + host.port())
                        .toList())
                .containsExactly(wanted.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"web1:0", "web1:70000", "a b", "user@web1", "web1:x", "[web1", "-oProxyCommand=x:y"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> RemoteHost.list(host, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static RemoteLine line(JsonNode vector) {
        Map<String, String> environment = new TreeMap<>();
        vector.path("env")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return RemoteLine.of(
                environment,
                vector.path("cwd").asText(),
                vector.has("command") ? vector.path("command").asText() : command(vector),
                vector.path("sudo").asBoolean(false),
                null);
    }

    private static String command(JsonNode vector) {
        String script = vector.path("script").asText();
        List<String> words = new ArrayList<>(
                List.of(vector.path("remote_dir").asText() + script.substring(script.lastIndexOf('/'))));
        words.addAll(ShellArguments.of(
                (ObjectNode) vector.path("action_parameters"),
                (ObjectNode) vector.path("values"),
                vector.path("kwarg_op").asText(),
                ShellArguments.Notation.PYTHON));
        return ShellWords.line(words);
    }
}
