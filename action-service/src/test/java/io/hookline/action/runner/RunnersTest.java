package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnersTest {
    @ParameterizedTest
    @ValueSource(strings = {"orquesta", "winrm-cmd", "winrm-ps-cmd", "winrm-ps-script"})
    void whatIsNotThereSaysSo(String runnerType) throws Exception {
        var runners = new Runners(List.of(new NoopRunner()));

        RunnerResult result = runners.find(runnerType).orElseThrow().run(Samples.order(Json.object()), new Stop());

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).contains("this version of Hookline");
    }

    @Test
    void theStockRunnerTypesAreThese() throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("/stock/runner-types.json"))) {
            for (JsonNode runnerType : Json.mapper().readTree(file)) {
                names.add(runnerType.path("name").asText());
                assertThat(runnerType.path("runner_parameters"))
                        .allSatisfy(
                                parameter -> assertThat(parameter.path("type").asText())
                                        .as("type, which the command line reads unchecked")
                                        .isIn("string", "integer", "number", "boolean", "object", "array"));
            }
        }

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "action-chain announcement http-request inquirer local-shell-cmd local-shell-script noop orquesta python-script remote-shell-cmd remote-shell-script winrm-cmd winrm-ps-cmd winrm-ps-script"
                                .split(" "));
    }
}
