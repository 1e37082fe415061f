package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TraceInstance.MatchedRule;
import io.hookline.common.topic.Topics;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class TraceResourceTest extends ActionCase {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final String tag = "tag-" + UUID.randomUUID();

    @Test
    void anExecutionWithoutATraceBeginsOne() {
        ObjectNode execution = run("core.noop", Json.object());

        JsonNode trace = get("/v1/traces/" + traceOf(execution));
        assertThat(trace.path("trace_tag").asText())
                .isEqualTo(
                        "execution-" + execution.path("liveaction").path("id").asText());
        assertThat(trace.path("trigger_instances")).isEmpty();
        assertThat(trace.path("rules")).isEmpty();
        assertThat(trace.path("action_executions")).hasSize(1);
        assertThat(trace.path("action_executions").get(0).path("object_id")).isEqualTo(execution.path("id"));
        assertThat(trace.path("action_executions").get(0).path("caused_by")).isEqualTo(Json.object());
    }

    @Test
    void aTagAloneBeginsANewTraceEachTime() {
        run((ObjectNode) json("{'action': 'core.noop', 'context': {'trace_context': {'trace_tag': '" + tag + "'}}}"));
        run((ObjectNode) json("{'action': 'core.noop', 'context': {'trace_context': {'trace_tag': '" + tag + "'}}}"));

        var answer = caller().get("/v1/traces?limit=1&trace_tag=" + tag).then().statusCode(200);

        answer.header("X-Total-Count", "2").header("X-Limit", "1").body("size()", equalTo(1));
    }

    @Test
    void aTraceIsContinuedByItsIdAndByAReRun() {
        ObjectNode first = run("core.noop", Json.object());
        String trace = traceOf(first);

        ObjectNode second = run(
                (ObjectNode) json("{'action': 'core.noop', 'context': {'trace_context': {'id_': '" + trace + "'}}}"));
        String third = caller().contentType("application/json")
                .body("{}")
                .post("/v1/executions/" + first.path("id").asText() + "/re_run")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(get("/v1/traces/" + trace).path("action_executions"))
                .extracting(member -> member.path("object_id").asText())
                .containsExactly(first.path("id").asText(), second.path("id").asText(), third);
        assertThat(get("/v1/traces?execution=" + third).get(0).path("id").asText())
                .isEqualTo(trace);
        assertThat(get("/v1/traces?uid=any&rule=5f0000000000000000000001")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5f0000000000000000000001", "no id"})
    void aTraceThatIsNotThereIsRefused(String id) {
        ObjectNode body =
                (ObjectNode) json("{'action': 'core.noop', 'context': {'trace_context': {'id_': '" + id + "'}}}");

        post(body).then().statusCode(400).body("faultstring", equalTo("Unable to find Trace with id=\"" + id + "\""));
        caller().get("/v1/traces/" + id)
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Unable to identify resource with id \"" + id + "\"."));
    }

    @Test
    void anEventThatStartedNothingIsShownOnceHoweverOftenItIsTold() {
        String trace = Ids.fresh(NOW);
        TraceInstance first = told(trace, NOW, List.of(new MatchedRule(Ids.fresh(NOW), "default.refused")));
        TraceInstance second = told(trace, NOW.plusMillis(1), List.of());

        send(first);
        send(first);
        send(second);

        JsonNode shown = awaitInstances(trace, 2);
        assertThat(shown.path("trace_tag").asText()).isEqualTo(tag);
        assertThat(shown.path("start_timestamp").asText()).isEqualTo(Json.TIME.format(NOW));
        assertThat(shown.path("action_executions")).isEmpty();
        assertThat(ids(shown.path("trigger_instances")))
                .containsExactly(first.triggerInstance(), second.triggerInstance());
        assertThat(shown.path("trigger_instances").get(0))
                .isEqualTo(Json.object()
                        .put("object_id", first.triggerInstance())
                        .put("ref", "core.t1")
                        .put("updated_at", Json.TIME.format(NOW))
                        .set("caused_by", Json.object()));
        assertThat(shown.path("rules")).hasSize(1);
        assertThat(shown.at("/rules/0/ref").asText()).isEqualTo("default.refused");
        assertThat(shown.at("/rules/0/caused_by/id").asText()).isEqualTo(first.triggerInstance());
    }

    @Test
    void anEndThatStartedNothingNamesItsExecution() {
        String trace = Ids.fresh(NOW);
        String execution = Ids.fresh(NOW);

        send(new TraceInstance(
                trace, tag, Ids.fresh(NOW), "core.st2.generic.actiontrigger", NOW, List.of(), execution));

        assertThat(awaitInstances(trace, 1).at("/trigger_instances/0/caused_by"))
                .isEqualTo(Json.object().put("type", "action_execution").put("id", execution));
    }

    @Test
    void anEventThatStartedNothingIsFoundByEachFilter() {
        String rule = Ids.fresh(NOW);
        String trace = Ids.fresh(NOW);
        TraceInstance told = told(trace, NOW, List.of(new MatchedRule(rule, "default.refused")));

        send(told);

        JsonNode shown = awaitInstances(trace, 1);
        for (String filter : List.of(
                "trace_tag=" + tag, "trigger_instance=" + told.triggerInstance(), "rule=" + rule, "id=" + trace)) {
            var answer = caller().get("/v1/traces?" + filter).then().statusCode(200);
            answer.header("X-Total-Count", "1");
            assertThat(Json.stored(answer.extract().asString()).get(0))
                    .as(filter)
                    .isEqualTo(shown);
        }
    }

    @Test
    void whatAnExecutionTellsTooIsShownOnceInTheOrderOfJoining() {
        String trace = Ids.fresh(NOW);
        TraceInstance before = told(trace, NOW.minusSeconds(1), List.of());
        TraceInstance both = told(trace, NOW, List.of(new MatchedRule(Ids.fresh(NOW), "default.held")));
        TraceInstance after = told(trace, NOW.plusSeconds(60), List.of());

        send(after);
        send(both);
        send(before);
        LiveAction order = order(both);
        publish(Topics.LIVEACTIONS, order.executionId(), order);

        get("/v1/executions/" + order.executionId());
        JsonNode shown = awaitInstances(trace, 3);
        assertThat(ids(shown.path("trigger_instances")))
                .containsExactly(before.triggerInstance(), both.triggerInstance(), after.triggerInstance());
        assertThat(shown.path("rules")).hasSize(1);
        assertThat(ids(shown.path("action_executions"))).containsExactly(order.executionId());
    }

    private TraceInstance told(String trace, Instant at, List<MatchedRule> rules) {
        return new TraceInstance(trace, tag, Ids.fresh(at), "core.t1", at, rules, null);
    }

    /** Of one trace to one partition, so that the last one sent is the last one recorded. */
    private void send(TraceInstance told) {
        publish(Topics.TRACES, told.trace(), told);
    }

    private void publish(String topic, String key, Object value) {
        publisher
                .send(topic, key, Json.bytes(value), Map.of())
                .toCompletableFuture()
                .join();
    }

    private static LiveAction order(TraceInstance cause) {
        String rule = cause.rules().getFirst().id();
        ObjectNode context = Json.object().put("user", USER);
        context.putObject("trace_context").put("id_", cause.trace()).put("trace_tag", cause.traceTag());
        return new LiveAction(
                Ids.fresh(NOW),
                Ids.fresh(NOW),
                "core.noop",
                Json.object(),
                context,
                Json.object().put("id", rule).put("name", "held").put("ref", "default.held"),
                Json.object().put("name", "t1").put("ref", cause.trigger()),
                Json.object().put("name", "y"),
                Json.object().put("id", cause.triggerInstance()),
                NOW,
                null);
    }

    private static JsonNode awaitInstances(String trace, int number) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Json.stored(caller().get("/v1/traces/" + trace).asString()),
                        shown -> shown.path("trigger_instances").size() == number);
    }

    private static List<String> ids(JsonNode members) {
        List<String> ids = new ArrayList<>();
        members.forEach(member -> ids.add(member.path("object_id").asText()));
        return ids;
    }

    private static String traceOf(JsonNode execution) {
        return execution.path("context").path("trace_context").path("id_").asText();
    }
}
