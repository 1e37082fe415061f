package io.hookline.action.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.topic.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreActionsTest {
    private final List<ObjectNode> sent = new ArrayList<>();
    private final PythonRunner runner =
            Samples.python(Path.of("/nosuch"), 1000, "http://127.0.0.1:9101", new Records((topic, key, value) -> {
                assertThat(topic).isEqualTo(Topics.TRIGGER_INSTANCES);
                ObjectNode record =
                        (ObjectNode) Json.stored(new String(value, java.nio.charset.StandardCharsets.UTF_8));
                assertThat(key).isEqualTo(record.path("id").asText());
                sent.add(record);
                return CompletableFuture.completedFuture(null);
            }));

    @ParameterizedTest
    @CsvSource({"uuid1, 1", "uuid4, 4"})
    void uuidsAreOfTheVersionAskedFor(String type, int version) throws Exception {
        ObjectNode result =
                run("core.uuid", Json.object().put("uuid_type", type)).result();

        assertThat(result.path("exit_code").asInt()).isZero();
        assertThat(result.path("stdout").textValue()).isEmpty();
        assertThat(result.path("stderr").textValue()).isEmpty();
        UUID uuid = UUID.fromString(result.path("result").asText());
        assertThat(uuid.version()).isEqualTo(version);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @Test
    void aPauseTellsItsSeconds() throws Exception {
        assertThat(run("core.pause", Json.object().put("max_pause", 0))
                        .result()
                        .path("result")
                        .intValue())
                .isZero();
    }

    @Test
    void aPauseEndsWhenNobodyWantsIt() throws Exception {
        var stop = new Stop();
        stop.ask(Stop.Reason.CANCELED);

        RunnerResult result = runner.run(order("core.pause", Json.object().put("max_pause", 600)), stop);

        assertThat(result).isNotNull();
    }

    @Test
    void aPauseMayTakeTooLong() throws Exception {
        Order order = Samples.order(
                "core.pause", Json.object().put("timeout", 1), Json.object().put("max_pause", 2));

        RunnerResult result = runner.run(order, new Stop());

        assertThat(result).isInstanceOf(RunnerResult.TimedOut.class);
        assertThat(result.result().path("error").asText()).isEqualTo("Action failed to complete in 1 seconds");
    }

    @Test
    void aTriggerIsInjected() throws Exception {
        ObjectNode parameters = Json.object().put("trigger", "web.push").put("trace_tag", "t");
        parameters.putObject("payload").put("a", 1);

        JsonNode result = run("core.inject_trigger", parameters).result().path("result");

        assertThat(result).isEqualTo(Json.stored("{\"trigger\": \"web.push\", \"payload\": {\"a\": 1}}"));
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).path("trigger").asText()).isEqualTo("web.push");
        assertThat(sent.get(0).path("payload")).isEqualTo(Json.stored("{\"a\": 1}"));
        assertThat(sent.get(0).path("trace_tag").asText()).isEqualTo("t");
    }

    @Test
    void whatIsInjectedWithoutATagBeginsATraceOfItsOwnName() throws Exception {
        run("core.inject_trigger", Json.object().put("trigger", "web.push"));

        assertThat(sent.get(0).path("trace_tag").asText())
                .isEqualTo("trigger_instance-" + sent.get(0).path("id").asText());
    }

    @Test
    void whatIsInjectedIsOneDeeperThanWhatLedToItUntilTheChainIsTooLong() throws Exception {
        Order order = order("core.inject_trigger", Json.object().put("trigger", "web.push"));
        order.context().putObject("trace_context").put("depth", 1);
        Order tooDeep = order("core.inject_trigger", Json.object().put("trigger", "web.push"));
        tooDeep.context().putObject("trace_context").put("depth", 2);

        RunnerResult injected = runner.run(order, new Stop());
        RunnerResult refused = runner.run(tooDeep, new Stop());

        assertThat(injected).isInstanceOf(RunnerResult.Succeeded.class);
        assertThat(sent).extracting(record -> record.path("depth").asInt()).containsExactly(2);
        assertThat(refused.result().path("error").asText())
                .isEqualTo(
                        "Trigger \"web.push\" is not injected: 2 executions led to this one, each by the trigger of the one before.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                              | One of trigger and trigger_name is required.
            {"trigger": "a.b", "trigger_name": "a.b"}       | Only one of trigger and trigger_name may be given.
            {"trigger_name": "nodot"}                       | Invalid resource reference: nodot
            {"trigger": "web.unheard"}                      | there is no trigger web.unheard
            """)
    void aTriggerHasToBeNamedOnce(String parameters, String error) throws Exception {
        RunnerResult result = run("core.inject_trigger", (ObjectNode) Json.stored(parameters));

        assertThat(result).isInstanceOf(RunnerResult.Failed.class);
        assertThat(result.result().path("error").asText()).isEqualTo(error);
        assertThat(result.result().path("exit_code").asInt()).isEqualTo(1);
        assertThat(result.result().path("result").isNull()).isTrue();
        assertThat(result.result().path("stderr").asText()).isEqualTo(error);
    }

    private RunnerResult run(String ref, ObjectNode parameters) throws InterruptedException {
        return runner.run(order(ref, parameters), new Stop());
    }

    private static Order order(String ref, ObjectNode parameters) {
        return Samples.order(ref, Json.object(), parameters);
    }
}
