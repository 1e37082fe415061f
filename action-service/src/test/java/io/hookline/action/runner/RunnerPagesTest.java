package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The example of each page of {@code docs/runners} does what the page says. */
class RunnerPagesTest {
    @TempDir
    Path packs;

    private Members members;

    @BeforeEach
    void start() throws Exception {
        members = new Members(packs);
    }

    @AfterEach
    void stop() throws IOException {
        members.close();
    }

    @TestFactory
    Stream<DynamicTest> theExampleOfAPageIsTrue() {
        return members.all().stream()
                .map(runner -> DynamicTest.dynamicTest(runner.name(), () -> {
                    assumeTrue(
                            !runner.name().equals("python-script") || Samples.hasPython(),
                            "there is no python3 on this machine");
                    RunnerPage page = page(runner.name());

                    ObjectNode result =
                            runner.run(order(runner.name(), page), new Stop()).result();

                    page.json("result")
                            .properties()
                            .forEach(wanted ->
                                    assertThat(result.path(wanted.getKey())).isEqualTo(wanted.getValue()));
                }));
    }

    @Test
    void thereIsAPageForEachRunner() throws IOException {
        try (Stream<Path> pages = Files.list(RunnerPage.PAGES)) {
            List<String> names = pages.map(page -> page.getFileName().toString().replace(".md", ""))
                    .toList();

            assertThat(names)
                    .contains("action-chain") // ActionChainTest
                    .containsAll(members.all().stream().map(Runner::name).toList());
        }
    }

    private RunnerPage page(String runner) throws IOException {
        return RunnerPage.of(
                runner,
                text -> text.replace("${host}", members.sshAddress())
                        .replace("${password}", SampleSshServer.PASSWORD)
                        .replace("${url}", members.httpAddress()));
    }

    private Order order(String runner, RunnerPage page) throws IOException {
        if (!page.entryPoint().isEmpty()) {
            Files.writeString(packs.resolve("web/actions").resolve(page.entryPoint()), page.file());
        }
        ObjectNode ofRunner = Json.object();
        ObjectNode ofAction = Json.object();
        List<String> known = parameters(runner);
        page.json("parameters")
                .properties()
                .forEach(value ->
                        (known.contains(value.getKey()) ? ofRunner : ofAction).set(value.getKey(), value.getValue()));
        return Samples.order("web.sample", page.entryPoint(), page.json("schemas"), ofRunner, ofAction);
    }

    private static List<String> parameters(String runner) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RunnerPagesTest.class.getResourceAsStream("/stock/runner-types.json"))) {
            for (JsonNode type : Json.mapper().readTree(file)) {
                if (type.path("name").asText().equals(runner)) {
                    return type.path("runner_parameters").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList();
                }
            }
        }
        throw new AssertionError("there is no runner type " + runner);
    }
}
