package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class TraceResourceTest extends ActionCase {
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

    private static String traceOf(JsonNode execution) {
        return execution.path("context").path("trace_context").path("id_").asText();
    }
}
