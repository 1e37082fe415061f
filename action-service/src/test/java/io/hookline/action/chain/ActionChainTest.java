package io.hookline.action.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.action.runner.RunnerPage;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ActionProfile.class)
class ActionChainTest extends ActionCase {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject
    ActionDatabase database;

    private final String name = "chain_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void tasksRunInTheirOrderAndSeeWhatCameBefore() {
        JsonNode chain = run("""
                vars: {greeting: "hello {{ word }}"}
                chain:
                  - {name: first, ref: core.local, parameters: {cmd: "echo {{ greeting }}"}, publish: {said: "{{ first.stdout }}"}, on-success: second}
                  - {name: second, ref: core.local, parameters: {cmd: "echo {{ said }}-{{ first.return_code }}-{{ user }}"}}
                """, "{'word': 'x', 'user': '{{ word }}'}");

        JsonNode ended = awaitStatus(chain, "succeeded");

        JsonNode result = ended.path("result");
        assertThat(result.path("tasks").path(0).path("result").path("stdout").asText())
                .isEqualTo("hello x");
        assertThat(result.path("tasks").path(1).path("result").path("stdout").asText())
                .isEqualTo("hello x-0-x");
        assertThat(result.path("published")).isEqualTo(json("{'said': 'hello x'}"));
        assertThat(ended.path("children")).hasSize(2);
        JsonNode child = get("/v1/executions/" + id(chain) + "/children").path(0);
        assertThat(child.path("parent").asText()).isEqualTo(id(chain));
        assertThat(child.path("context").path("chain").path("name").asText()).isEqualTo("first");
        assertThat(child.path("context").path("trace_context").path("id_"))
                .isEqualTo(ended.path("context").path("trace_context").path("id_"));
    }

    @Test
    void theExampleOfItsPageIsTrue() throws IOException {
        RunnerPage page = RunnerPage.of("action-chain");
        String action = "default." + create(page.entryPoint(), page.file(), page.json("schemas"));

        JsonNode ended = awaitStatus(run(action, page.json("parameters")), "succeeded");

        assertThat(ended.path("result").path("published"))
                .isEqualTo(page.json("result").path("published"));
    }

    @Test
    void whatItsTasksCallParentIsTheChain() {
        JsonNode chain = run(
                "chain: [{name: one, ref: core.local, parameters: {cmd: \"echo {{ action_context.parent.execution_id }}"
                        + " {{ action_context.parent.user }}\"}}]",
                "{}");

        JsonNode ended = awaitStatus(chain, "succeeded");

        assertThat(ended.path("result")
                        .path("tasks")
                        .path(0)
                        .path("result")
                        .path("stdout")
                        .asText())
                .isEqualTo(id(chain) + " " + USER);
    }

    @Test
    void aSecretThatItsAuthorWroteIsShownNowhere() {
        JsonNode chain =
                run("chain: [{name: one, ref: core.local, parameters: {cmd: \"true\", sudo_password: s3cret}}]", "{}");

        awaitStatus(chain, "succeeded");

        JsonNode child = child(chain);
        assertThat(child.path("context")
                        .path("chain")
                        .path("parameters")
                        .path("sudo_password")
                        .asText())
                .isEqualTo("********");
        assertThat(child.toString()).doesNotContain("s3cret");
    }

    @Test
    void whatAnEarlierTaskHasPrintedIsNeverRenderedAgain() {
        JsonNode chain = run("""
                chain:
                  - {name: first, ref: core.local, parameters: {cmd: "echo '{% raw %}{{ 1 + 1 }}{% endraw %}'"}, on-success: second}
                  - {name: second, ref: core.echo, parameters: {message: "{{ first.stdout }}"}}
                """, "{}");

        JsonNode ended = awaitStatus(chain, "succeeded");

        assertThat(ended.path("result")
                        .path("tasks")
                        .path(1)
                        .path("result")
                        .path("stdout")
                        .asText())
                .isEqualTo("{{ 1 + 1 }}");
    }

    @Test
    void theStateIsThatOfTheLastTask() {
        String failing = "{name: a, ref: core.local, parameters: {cmd: 'exit 3'}";

        JsonNode cleaned = run("chain: [" + failing + ", on-failure: b}, {name: b, ref: core.noop}]", "{}");
        awaitStatus(cleaned, "succeeded");
        JsonNode failed = start("chain: [" + failing + "}]");
        assertThat(awaitStatus(failed, "failed")
                        .path("result")
                        .path("tasks")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("failed");
    }

    @Test
    void aTaskThatCanNotBeAskedForFailsTheChain() {
        JsonNode unknown = run("chain: [{name: a, ref: no.such}]", "{}");
        JsonNode unrendered = start("chain: [{name: a, ref: core.echo, parameters: {message: '{{ nope }}'}}]");

        assertThat(error(awaitStatus(unknown, "failed")))
                .isEqualTo("Failed to run task \"a\". Action with reference \"no.such\" doesn't exist.");
        assertThat(error(awaitStatus(unrendered, "failed")))
                .startsWith("Failed to run task \"a\". Parameter rendering failed.");
    }

    @Test
    void aTaskWhoseParametersAreRefusedHasFailed() {
        JsonNode chain = run("""
                chain:
                  - {name: a, ref: core.echo, parameters: {mesage: typo}, on-failure: b}
                  - {name: b, ref: core.echo, parameters: {message: "{{ a.error }}"}}
                """, "{}");

        JsonNode tasks = awaitStatus(chain, "succeeded").path("result").path("tasks");

        assertThat(tasks.path(0).path("state").asText()).isEqualTo("failed");
        assertThat(tasks.path(0).path("execution_id").isNull()).isTrue();
        assertThat(tasks.path(1).path("result").path("stdout").asText())
                .isEqualTo(
                        "Failed running task \"a\". Additional properties are not allowed ('mesage' was unexpected)");
    }

    @Test
    void whatCanBePublishedOfAFailedTaskIsSeenByTheOneThatCleansUp() {
        JsonNode chain = run("""
                chain:
                  - {name: a, ref: core.local, parameters: {cmd: "echo why >&2; exit 3"}, on-failure: b,
                     publish: {value: "{{ a.result.value }}", reason: "{{ a.stderr }}"}}
                  - {name: b, ref: core.echo, parameters: {message: "{{ reason }}"}}
                """, "{}");

        JsonNode result = awaitStatus(chain, "succeeded").path("result");

        assertThat(result.path("published")).isEqualTo(json("{'reason': 'why'}"));
        assertThat(result.path("tasks").path(1).path("result").path("stdout").asText())
                .isEqualTo("why");
    }

    @Test
    void aWayThatLeadsNowhereFailsTheChainBeforeItsFirstTask() {
        JsonNode chain = run("chain: [{name: a, ref: core.noop, on-success: nowhere}]", "{}");

        assertThat(error(awaitStatus(chain, "failed")))
                .isEqualTo("Unable to find node with name \"nowhere\" referenced in \"on-success\" in task \"a\".");
        assertThat(get("/v1/executions?parent=" + id(chain))).isEmpty();
    }

    @Test
    void aQuestionPausesItAndTheAnswerLetsItGoOn() {
        JsonNode chain = run("""
                chain:
                  - {name: ask, ref: core.ask, parameters: {schema: {type: object, properties: {word: {type: string, required: true}}}}, on-success: say}
                  - {name: say, ref: core.echo, parameters: {message: "{{ ask.response.word }}"}}
                """, "{}");
        awaitStatus(chain, "paused");
        String question =
                get("/v1/executions?parent=" + id(chain)).path(0).path("id").asText();

        caller().contentType("application/json")
                .body("{\"id\": \"" + question + "\", \"response\": {\"word\": \"yes\"}}")
                .put("/v1/inquiries/" + question)
                .then()
                .statusCode(200);

        JsonNode tasks = awaitStatus(chain, "succeeded").path("result").path("tasks");
        assertThat(tasks.path(1).path("result").path("stdout").asText()).isEqualTo("yes");
        assertThat(Json.stored(caller().get("/v1/inquiries/" + question).asString())
                        .path("faultstring")
                        .asText())
                .isEqualTo("Inquiry \"" + question + "\" has already been responded to.");
    }

    @Test
    void itRestsBetweenTwoTasksAndGoesOn() {
        JsonNode chain = run("""
                chain:
                  - {name: a, ref: core.local, parameters: {cmd: sleep 1}, on-success: b}
                  - {name: b, ref: core.noop}
                """, "{}");
        awaitChildren(chain, 1);

        assertThat(change(chain, "pausing").path("status").asText()).isEqualTo("pausing");
        JsonNode paused = awaitStatus(chain, "paused");
        assertThat(paused.path("context").path("paused_by").asText()).isEqualTo(USER);
        assertThat(paused.path("result").path("tasks")).hasSize(1);
        assertThat(change(chain, "resuming").path("status").asText()).isEqualTo("resuming");

        JsonNode ended = awaitStatus(chain, "succeeded");
        assertThat(ended.path("result").path("tasks")).hasSize(2);
        assertThat(ended.path("context").path("paused_by").asText()).isEqualTo(USER);
        assertThat(ended.path("context").path("resumed_by").asText()).isEqualTo(USER);
        assertThat(get("/v1/executions?parent=" + id(chain))).hasSize(2);
    }

    @Test
    void cancelingItCancelsTheTaskThatRuns() {
        JsonNode chain = run(
                "chain: [{name: a, ref: core.local, parameters: {cmd: sleep 60}, on-failure: b}, {name: b, ref: core.noop}]",
                "{}");
        awaitChildren(chain, 1);
        await().atMost(LONGEST_WAIT)
                .until(() -> child(chain).path("status").asText().equals("running"));

        caller().delete("/v1/executions/" + id(chain)).then().statusCode(200);

        awaitStatus(chain, "canceled");
        assertThat(child(chain).path("status").asText()).isEqualTo("canceled");
        assertThat(get("/v1/executions?parent=" + id(chain))).hasSize(1);
    }

    @Test
    void aTaskThatIsCanceledCancelsTheChainWhichTellsOfIt() {
        JsonNode chain = run("""
                chain:
                  - {name: a, ref: core.local, parameters: {cmd: sleep 20}, on-failure: b}
                  - {name: b, ref: core.noop}
                """, "{}");
        awaitChildren(chain, 1);

        caller().delete("/v1/executions/" + id(child(chain)));

        JsonNode result = awaitStatus(chain, "canceled").path("result");
        assertThat(result.path("tasks")).hasSize(1);
        assertThat(result.path("tasks").path(0).path("state").asText()).isEqualTo("canceled");
    }

    @Test
    void aPausedOneIsCancelingBeforeItIsCanceledAndSoIsWhatRestsBelowIt() {
        JsonNode outer = pausedAroundAPausedOne();

        JsonNode answer =
                Json.stored(caller().delete("/v1/executions/" + id(outer)).asString());

        assertThat(answer.path("status").asText()).isEqualTo("canceling");
        assertThat(answer.path("result").path("user").asText()).isEqualTo(USER);
        assertThat(awaitStatus(outer, "canceled").path("log").findValuesAsText("status"))
                .endsWith("paused", "canceling", "canceled");
        assertThat(child(outer).path("log").findValuesAsText("status")).endsWith("paused", "canceling", "canceled");
    }

    @Test
    void whatIsPartOfAPausedOneIsNotResumedByItself() {
        JsonNode outer = pausedAroundAPausedOne();

        Response answer = caller().contentType("application/json")
                .body("{\"status\": \"resuming\"}")
                .put("/v1/executions/" + id(child(outer)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText())
                .endsWith("because its workflow \"" + id(outer) + "\" is paused.");
    }

    @Test
    void aChainWhoseWorkerIsLostGoesOnWhereItWas() {
        JsonNode chain = run("""
                chain:
                  - {name: a, ref: core.local, parameters: {cmd: echo once}, on-success: b}
                  - {name: b, ref: core.local, parameters: {cmd: sleep 2}, on-success: c}
                  - {name: c, ref: core.noop}
                """, "{}");
        awaitChildren(chain, 2);

        lose(chain);

        JsonNode ended = awaitStatus(chain, "succeeded");
        assertThat(ended.path("children")).hasSize(3);
        assertThat(StreamSupport.stream(ended.path("log").spliterator(), false)
                        .filter(entry -> entry.path("status").asText().equals("running")))
                .hasSize(2);
    }

    private void lose(JsonNode chain) {
        database.write(transaction -> {
            try (PreparedStatement update = transaction
                    .connection()
                    .prepareStatement("UPDATE action.executions SET worker = 'gone' WHERE id = ?")) {
                update.setString(1, id(chain));
                return update.executeUpdate();
            }
        });
    }

    private void awaitChildren(JsonNode chain, int count) {
        await().atMost(LONGEST_WAIT)
                .until(() -> get("/v1/executions?parent=" + id(chain)).size() == count);
    }

    /** A chain that rests since its only task, a chain that asks, does. */
    private JsonNode pausedAroundAPausedOne() {
        JsonNode asking = run("chain: [{name: ask, ref: core.ask}]", "{}");
        String ref = awaitStatus(asking, "paused").path("action").path("ref").asText();
        JsonNode outer = run("chain: [{name: inner, ref: " + ref + "}]", "{}");
        awaitStatus(outer, "paused");
        return outer;
    }

    private static JsonNode child(JsonNode chain) {
        return get("/v1/executions?parent=" + id(chain)).path(0);
    }

    private static JsonNode change(JsonNode chain, String status) {
        Response answer = caller().contentType("application/json")
                .body("{\"status\": \"" + status + "\"}")
                .put("/v1/executions/" + id(chain));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return Json.stored(answer.asString());
    }

    private static String id(JsonNode execution) {
        return execution.path("id").asText();
    }

    private static String error(JsonNode execution) {
        return execution.path("result").path("error").asText();
    }

    private JsonNode start(String yaml) {
        return run(yaml, "{}");
    }

    private JsonNode run(String yaml, String parameters) {
        String entryPoint = "chains/" + name + yaml.hashCode() + ".yaml";
        JsonNode schemas = json("{'word': {'type': 'string'}, 'user': {'type': 'string'}}");
        return run("default." + create(entryPoint, yaml, schemas), (ObjectNode) json(parameters));
    }

    /** @return the name of an action that is this chain */
    private String create(String entryPoint, String yaml, JsonNode schemas) {
        String action = name + yaml.hashCode();
        ObjectNode body = Json.object()
                .put("name", action)
                .put("pack", "default")
                .put("runner_type", "action-chain")
                .put("entry_point", entryPoint);
        body.set("parameters", schemas);
        body.putArray("data_files").addObject().put("file_path", entryPoint).put("content", yaml);
        caller().contentType("application/json")
                .body(body.toString())
                .post("/v1/actions")
                .then()
                .statusCode(201);
        return action;
    }
}
