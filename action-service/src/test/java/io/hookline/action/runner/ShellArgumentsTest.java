package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.Vectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShellArgumentsTest {
    private static final String VECTORS = "shell-args.json";

    /** What StackStorm does otherwise, by accident: a positional integer 0 becomes an empty word there. */
    private static final Map<String, List<String>> BETTER = Map.of("local-script-32", List.of("0"));

    @TestFactory
    Stream<DynamicTest> aScriptGetsTheseWords() {
        return Vectors.in(VECTORS)
                .filter(vector -> vector.has("expect_argv"))
                .map(vector -> DynamicTest.dynamicTest(
                        id(vector), () -> assertThat(words(vector)).isEqualTo(wanted(vector))));
    }

    /** StackStorm quotes only the value of a named word, here it is the whole word; a shell makes the same of both. */
    @TestFactory
    Stream<DynamicTest> aShellReadsThemBackFromALine() {
        return Vectors.in(VECTORS)
                .filter(vector -> vector.has("expect_argv"))
                .map(vector -> DynamicTest.dynamicTest(
                        id(vector), () -> assertThat(readBack(words(vector))).isEqualTo(wanted(vector))));
    }

    @Test
    void whatTheRunnerTakesIsNoArgument() {
        ObjectNode schemas = (ObjectNode) Json.stored("""
                {"timeout": {"default": 5, "position": 0}, "word": {"type": "string", "position": 1}}""");
        Order order = Samples.order(
                "web.deploy",
                "deploy.sh",
                schemas,
                Json.object().put("timeout", 5).put("kwarg_op", "--"),
                Json.object().put("word", "x").put("name", "y"));

        assertThat(ShellArguments.of(order)).containsExactly("--name=y", "x");
    }

    @Test
    void listsAndObjectsMayBeAskedForAsJson() {
        ObjectNode values = (ObjectNode) Json.stored("""
                {"hosts": ["a b", 1, null, true], "of": {"k": "v"}, "count": 1.5, "word": "x"}""");
        Order order = Samples.order(
                "web.deploy", "deploy.sh", Json.object(), Json.object().put("json_arguments", true), values);

        assertThat(ShellArguments.of(order))
                .containsExactly("--hosts=[\"a b\",1,null,true]", "--of={\"k\":\"v\"}", "--count=1.5", "--word=x");
    }

    private static String id(JsonNode vector) {
        return vector.path("id").asText();
    }

    private static List<String> wanted(JsonNode vector) {
        List<String> words = new ArrayList<>();
        vector.path("expect_argv").forEach(word -> words.add(word.asText()));
        return BETTER.getOrDefault(id(vector), words);
    }

    private static List<String> words(JsonNode vector) {
        return ShellArguments.of(
                (ObjectNode) vector.path("action_parameters"),
                (ObjectNode) vector.path("values"),
                vector.path("kwarg_op").asText(),
                ShellArguments.Notation.PYTHON);
    }

    private static List<String> readBack(List<String> words) throws IOException {
        String line = "for word in " + ShellWords.line(words) + "; do printf '%s\\0' \"$word\"; done";
        var builder = new ProcessBuilder("sh", "-c", line);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process shell = builder.start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.isEmpty()
                ? List.of()
                : List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
    }
}
