package io.hookline.action.execution;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionDatabase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class ExecutionResourceTest extends ActionCase {
    @Inject
    ActionDatabase database;

    @TempDir
    Path folder;

    @Test
    void whatRunsMayCallBackAsTheExecutionsUserUntilItHasEnded() throws Exception {
        Path told = folder.resolve("told");
        Path token = folder.resolve("token");
        Path end = folder.resolve("end");
        ObjectNode running = local("echo $ST2_ACTION_AUTH_TOKEN > " + told + "; mv " + told + " " + token
                + "; until [ -e " + end + " ]; do sleep 0.1; done");
        await().until(() -> Files.exists(token));
        String given = Files.readString(token).strip();

        assertThat(callWith(given).statusCode()).isEqualTo(200);
        callWith(given.replaceFirst("\\.\\d+\\.", ".9999999999."))
                .then()
                .statusCode(401)
                .body("faultstring", equalTo("Unauthorized"));
        Files.createFile(end);
        awaitStatus(running, "succeeded");
        await().untilAsserted(
                        () -> callWith(given).then().statusCode(401).body("faultstring", equalTo("Unauthorized")));
    }

    private static Response callWith(String token) {
        return given().header("X-Auth-Token", token).get("/v1/actions/core.noop");
    }

    @Test
    void theTranscriptOfTheDocumentIsAnsweredFieldForField() {
        JsonNode action = get("/v1/actions/core.local");
        JsonNode runnerTypes = get("/v1/runnertypes/?name=local-shell-cmd");
        ObjectNode requested =
                run((ObjectNode) json("{'action': 'core.local', 'user': null, 'parameters': {'cmd': 'date'}}"));
        JsonNode succeeded = awaitStatus(requested, "succeeded");

        Transcript.check("action", action);
        Transcript.check("runnertypes", runnerTypes);
        Transcript.check("requested", requested);
        Transcript.check("succeeded", succeeded);
        assertThat(succeeded.path("result_size").asInt()).isPositive();
        assertThat(succeeded.path("context").path("pack").asText()).isEqualTo("core");
        assertThat(requested.has("result")).isFalse();
        assertThat(requested.has("end_timestamp")).isFalse();
        assertThat(requested.has("elapsed_seconds")).isFalse();
    }

    @Test
    void theAnswerToARequestIsWhatIsReadAfterwards() {
        ObjectNode requested =
                run((ObjectNode) json("{'action': 'core.noop', 'context': {'trace_context': {'trace_tag': 't'}}}"));
        JsonNode ended = awaitStatus(requested, "succeeded");

        for (String field : List.of("id", "start_timestamp", "action", "runner", "context", "web_url")) {
            assertThat(ended.path(field)).as(field).isEqualTo(requested.path(field));
        }
        assertThat(ended.path("log").get(0)).isEqualTo(requested.path("log").get(0));
        assertThat(states(ended)).containsExactly("requested", "scheduled", "running", "succeeded");
        assertThat(ended.path("result")).isEqualTo(json("{'failed': false, 'succeeded': true, 'return_code': 0}"));
        assertThat(ended.has("parameters")).isFalse();
        assertThat(ended.path("context").path("trace_context").path("trace_tag").asText())
                .isEqualTo("t");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                  | 'action' is a required property
            {'action': 'core.nosuch'}                                           | Action "core.nosuch" cannot be found.
            {'action': 'nodot'}                                                 | Action "nodot" cannot be found.
            {'action': 'core.local'}                                            | 'cmd' is a required property
            {'action': 'core.local', 'parameters': {'cmd': 'true', 'bogus': 1}} | Additional properties are not allowed ('bogus' was unexpected)
            {'action': 'core.local', 'parameters': {'cmd': 'x', 'sudo': true}}  | Override of immutable parameter(s) ['sudo'] is unsupported.
            {'action': 'core.local', 'parameters': {'cmd': 5}}                  | Value "5" must either be a string or None. Got "int".
            {'action': 'core.local', 'context': {'trace_context': {'id_': 'x'}}} | 'cmd' is a required property
            {'action': 'core.noop', 'context': {'trace_context': {'id_': 'x'}}}  | Unable to find Trace with id="x"
            """)
    void whatCantBeRunIsRefusedWithAReason(String body, String faultstring) {
        Response answer = post(json(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'x'                                                        | is not of type 'object'
            []                                                         | is not of type 'object'
            {'action': 'core.noop', 'parameters': 'x'}                 | is not of type 'object'
            {'action': 'core.noop', 'delay': -1}                       | minimum
            {'action': 'core.noop', 'context': {'trace_context': {'x': 1}}} | 'x' was unexpected
            {'action': 'core.uuid', 'parameters': {'uuid_type': 'uuid9'}}   | 'uuid9' is not one of
            not json                                                   | Failed to parse request body
            """)
    void aBodyThatDoesNotFitIsRefused(String body, String part) {
        Response answer = post(body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).contains(part);
    }

    @Test
    void aTemplateThatCantBeRenderedLeavesAFailedExecution() {
        Response answer = post(json("{'action': 'core.local', 'parameters': {'cmd': '{{ nosuch }}'}}"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText())
                .isEqualTo("Dependency unsatisfied in variable \"nosuch\"");
        JsonNode last =
                get("/v1/executions?action=core.local&status=failed&limit=1").get(0);
        assertThat(last.path("result").path("error").asText()).contains("nosuch");
        assertThat(last.path("result").path("traceback").asText()).isNotEmpty();
        assertThat(states(last)).containsExactly("requested", "failed");
        assertThat(last.path("end_timestamp").asText()).isNotEmpty();
    }

    @Test
    void aCommandThatFailsKeepsBothOutputs() {
        JsonNode failed = awaitStatus(local("echo out; echo err >&2; exit 3"), "failed");

        assertThat(failed.path("result"))
                .isEqualTo(json(
                        "{'failed': true, 'succeeded': false, 'return_code': 3, 'stdout': 'out', 'stderr': 'err'}"));
        assertThat(states(failed)).containsExactly("requested", "scheduled", "running", "failed");
    }

    @Test
    void aCommandPastItsTimeoutIsKilled() {
        ObjectNode parameters =
                Json.object().put("cmd", "echo before; sleep 20; echo after").put("timeout", 1);

        JsonNode ended = awaitStatus(run("core.local", parameters), "timeout");

        assertThat(ended.path("result").path("return_code").asInt()).isEqualTo(-9);
        assertThat(ended.path("result").path("stdout").asText()).isEqualTo("before");
        assertThat(ended.path("result").path("error").asText()).isEqualTo("Action failed to complete in 1 seconds");
    }

    @Test
    void echoShowsOnlyItsMessage() {
        String message = "a \"quoted\" $HOME `id`; exit 3 'x'";

        JsonNode ended = awaitStatus(run("core.echo", Json.object().put("message", message)), "succeeded");

        assertThat(ended.path("result").path("stdout").asText()).isEqualTo(message);
        assertThat(ended.path("parameters")).isEqualTo(Json.object().put("message", message));
    }

    @Test
    void anActionOfARunnerThatIsNotHereFailsWithOneSentence() {
        ObjectNode parameters = (ObjectNode) json("{'host': 'h', 'username': 'u', 'password': 'p', 'cmd': 'dir'}");

        JsonNode ended = awaitStatus(run("core.winrm_cmd", parameters), "failed");

        assertThat(ended.path("result").path("error").asText()).contains("Windows");
    }

    @Test
    void aRunningExecutionIsCanceledWithItsProcess() throws Exception {
        Path traces = folder.resolve("traces");
        ObjectNode requested = local("echo begun >> " + traces + "; sleep 1.5; echo done >> " + traces);
        awaitStatus(requested, "running");
        await().until(() -> Files.exists(traces));
        String path = "/v1/executions/" + requested.path("id").asText();

        JsonNode canceling = Json.stored(caller().delete(path).asString());
        JsonNode canceled = awaitStatus(requested, "canceled");
        JsonNode again = Json.stored(caller().delete(path).asString());

        assertThat(canceling.path("status").asText()).isEqualTo("canceling");
        assertThat(canceling.path("context").path("cancelled_by").asText()).isEqualTo(USER);
        JsonNode result = json("{'message': 'Action canceled by user.', 'user': '" + USER + "'}");
        assertThat(canceling.path("result")).isEqualTo(result);
        assertThat(canceled.path("result")).isEqualTo(result);
        assertThat(states(canceled)).containsExactly("requested", "scheduled", "running", "canceling", "canceled");
        assertThat(canceled.path("end_timestamp").asText()).isNotEmpty();
        assertThat(again).isEqualTo(canceled);
        awaitStatus(local("sleep 2"), "succeeded");
        assertThat(Files.readString(traces)).isEqualTo("begun\n");
    }

    @Test
    void aFinishedExecutionCantBeCanceled() {
        JsonNode ended = awaitStatus(run("core.noop", Json.object()), "succeeded");

        Response answer = caller().delete("/v1/executions/" + ended.path("id").asText());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.stored(answer.asString()))
                .isEqualTo(json("{'faultstring': 'Action cannot be canceled. State = succeeded.'}"));
    }

    /** As {@code st2 execution re-run} asks for it. */
    @Test
    void aDelayOfNothingIsNone() {
        JsonNode ended = awaitStatus(run((ObjectNode) json("{'action': 'core.noop', 'delay': 0}")), "succeeded");

        assertThat(states(ended)).containsExactly("requested", "scheduled", "running", "succeeded");
        assertThat(ended.has("delay")).isFalse();
    }

    @Test
    void aDelayedExecutionWaitsAndThenRuns() {
        ObjectNode requested = run((ObjectNode) json("{'action': 'core.noop', 'delay': 700}"));

        JsonNode delayed = awaitStatus(requested, "delayed");
        JsonNode ended = awaitStatus(requested, "succeeded");

        assertThat(requested.path("delay").asInt()).isEqualTo(700);
        assertThat(states(delayed)).containsExactly("requested", "delayed");
        assertThat(states(ended)).startsWith("requested", "delayed").endsWith("scheduled", "running", "succeeded");
        assertThat(ended.path("elapsed_seconds").asDouble()).isGreaterThan(0.7);
    }

    @Test
    void aDelayedExecutionIsCanceledAtOnce() {
        ObjectNode requested = run((ObjectNode) json("{'action': 'core.noop', 'delay': 20000}"));
        awaitStatus(requested, "delayed");

        JsonNode canceled = Json.stored(
                caller().delete("/v1/executions/" + requested.path("id").asText())
                        .asString());

        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(canceled.path("end_timestamp").asText()).isNotEmpty();
        assertThat(states(canceled)).containsExactly("requested", "delayed", "canceled");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f",
        "DELETE, /v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f",
        "GET, /v1/executions/notanid",
        "DELETE, /v1/executions/notanid",
        "GET, /v1/executions/notanid/children",
        "GET, /v1/executions/5f5f5f5f5f5f5f5f5f5f5f5f/attribute/status",
        "DELETE, /v1/executions/last"
    })
    void anUnknownIdIsNotFound(String method, String path) {
        Response answer = caller().request(method, path);

        String id = path.split("/")[3];
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText())
                .isEqualTo("Unable to identify resource with id \"" + id + "\".");
    }

    @Test
    void listsAreFilteredOrderedAndPaged() {
        String user = "lister" + System.nanoTime();
        List<String> ids = new ArrayList<>();
        for (int code : new int[] {0, 1, 0}) {
            ObjectNode requested = run((ObjectNode) json(
                    "{'action': 'core.local', 'user': '" + user + "', 'parameters': {'cmd': 'exit " + code + "'}}"));
            awaitStatus(requested, code == 0 ? "succeeded" : "failed");
            ids.add(requested.path("id").asText());
        }
        String list = "/v1/executions?user=" + user;

        assertThat(ids(list)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(ids(list + "&sort_asc=True")).isEqualTo(ids);
        assertThat(ids(list + "&sort=timestamp")).isEqualTo(ids);
        assertThat(ids(list + "&status=succeeded")).containsExactly(ids.get(2), ids.get(0));
        assertThat(ids(list + "&status=failed,timeout")).containsExactly(ids.get(1));
        assertThat(ids(list + "&limit=1&offset=1")).containsExactly(ids.get(1));
        assertThat(ids(list + "&action=core.local%00")).isEmpty();
        assertThat(ids(list + "&filter=action.ref:core.local%00")).isEmpty();
        assertThat(ids(list + "&parent=null&action=core.local&runner=local-shell-cmd"))
                .hasSize(3);
        assertThat(ids(list + "&action=core.noop")).isEmpty();
        assertThat(ids(list + "&filter=status:failed action.ref:core.local")).containsExactly(ids.get(1));
        assertThat(ids(list + "&filter=parameters.cmd:exit%201")).isEmpty(); // a blank ends a condition
        assertThat(ids(list + "&filter=result.return_code:1")).containsExactly(ids.get(1));
        assertThat(ids(list + "&filter=result.return_code:0 runner.runner_module:nosuch"))
                .isEmpty();
        assertThat(ids(list + "&filter=action.runner_type:local-shell-cmd action.enabled:true context.pack:core"))
                .hasSize(3);
        assertThat(ids(list + "&filter=rule.ref:core.nosuch")).isEmpty();
        JsonNode failed = get("/v1/executions/" + ids.get(1));
        assertThat(ids(list + "&filter=log.status:failed")).containsExactly(ids.get(1));
        for (String field : List.of("start_timestamp", "end_timestamp", "web_url")) {
            assertThat(ids(list + "&filter=" + field + ":"
                            + failed.path(field).asText().replace("#", "%23")))
                    .as(field)
                    .containsExactly(ids.get(1));
        }
        assertThat(ids(list + "&filter=result_size:"
                        + failed.path("result_size").asText()))
                .contains(ids.get(1));
        assertThat(ids(list + "&filter=delay:5 children:" + ids.get(0))).isEmpty();
        assertThat(ids(list + "&filter=workflow_execution:x")).isEmpty();
        assertThat(ids("/v1/executions?id=" + ids.get(0) + "," + ids.get(2))).hasSize(2);
        String start = get(list).get(1).path("start_timestamp").asText();
        assertThat(ids(list + "&timestamp_gt=" + start)).containsExactly(ids.get(2));
        assertThat(ids(list + "&timestamp_lt=" + start)).containsExactly(ids.get(0));
        assertThat(ids(list + "&timestamp=" + start)).containsExactly(ids.get(1));
        Response page = caller().get(list + "&limit=2&include_attributes=status,action.ref");
        assertThat(page.header("X-Total-Count")).isEqualTo("3");
        assertThat(page.header("X-Limit")).isEqualTo("2");
        assertThat(Json.stored(page.asString()).get(0))
                .isEqualTo(
                        json("{'id': '" + ids.get(2) + "', 'status': 'succeeded', 'action': {'ref': 'core.local'}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            filter=nocolon              | invalid format for filter "nocolon"
            filter=bogus:1              | Cannot resolve field "bogus"
            filter=bogus.x:1            | Cannot resolve field "bogus.x"
            filter=result:1             | Cannot resolve field "result"
            filter=result..x:1          | Cannot resolve field "result..x"
            timestamp_gt=yesterday      | Datetime value does not match expected format.
            include_attributes=nosuch   | Invalid or unsupported include attribute specified: nosuch
            exclude_attributes=action   | Invalid or unsupported exclude attribute specified: action
            limit=0                     | Limit, "0" specified, must be a positive number or -1 for full result set.
            show_secrets=maybe          | Parameter "show_secrets" is not of type boolean
            """)
    void aListThatCantBeGivenIsRefused(String query, String faultstring) {
        Response answer = caller().get("/v1/executions?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }

    @Test
    void attributesAndResultsAreCutAsAsked() {
        JsonNode ended = awaitStatus(local("echo x"), "succeeded");
        String path = "/v1/executions/" + ended.path("id").asText();

        assertThat(get(path + "?exclude_attributes=result").has("result")).isFalse();
        assertThat(get(path + "?max_result_size=10").has("result")).isFalse();
        assertThat(get(path + "?max_result_size=1000").has("result")).isTrue();
        assertThat(get(path + "?include_attributes=elapsed_seconds")
                        .path("elapsed_seconds")
                        .isNumber())
                .isTrue();
        assertThat(get(path + "/attribute/status")).isEqualTo(json("'succeeded'"));
        assertThat(get(path + "/attribute/result").path("stdout").asText()).isEqualTo("x");
        assertThat(get(path + "/children")).isEqualTo(json("[]"));
        assertThat(get("/v1/executions/last").path("id").isTextual()).isTrue();
        assertThat(caller().get(path + "?max_result_size=15000000").statusCode())
                .isEqualTo(400);
    }

    @Test
    void secretsAreShownOnlyIfAskedFor() {
        ObjectNode parameters = Json.object().put("cmd", "true").put("sudo_password", "s3cret");
        ObjectNode requested = run("core.local", parameters);
        String path = "/v1/executions/" + requested.path("id").asText();

        JsonNode masked = get(path);

        assertThat(requested.toString()).doesNotContain("s3cret");
        assertThat(masked.toString()).doesNotContain("s3cret");
        assertThat(masked.path("parameters").path("sudo_password").asText()).isEqualTo("********");
        assertThat(get(path + "?show_secrets=true")
                        .path("parameters")
                        .path("sudo_password")
                        .asText())
                .isEqualTo("s3cret");
    }

    @Test
    void anExecutionIsRunAgainWithSomeOtherParameters() {
        JsonNode first = awaitStatus(
                run("core.local", Json.object().put("cmd", "echo one").put("timeout", 30)), "succeeded");

        Response answer = caller().contentType("application/json")
                .body("{\"parameters\": {\"cmd\": \"echo two\"}, \"tasks\": [], \"reset\": [], \"delay\": 0}")
                .post("/v1/executions/" + first.path("id").asText() + "/re_run");

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode second = awaitStatus(Json.stored(answer.asString()), "succeeded");
        assertThat(second.path("parameters")).isEqualTo(json("{'cmd': 'echo two', 'timeout': 30}"));
        assertThat(second.path("result").path("stdout").asText()).isEqualTo("two");
        assertThat(second.path("context").path("re-run").path("ref").asText())
                .isEqualTo(first.path("id").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                                        | [1] is not of type 'object'
            {'parameters': []}                         | [] is not of type 'object', 'null'
            {'tasks': 'a'}                             | 'a' is not of type 'array', 'null'
            {'tasks': ['a'], 'parameters': {'x': 1}}   | Parameters override is not supported when re-running task(s) for a workflow.
            {'reset': ['a']}                           | List of tasks to reset does not match the tasks to rerun.
            {'tasks': ['a'], 'reset': ['a']}           | Task option is only supported for Orquesta workflows.
            """)
    void whatCantBeRunAgainIsRefusedWithAReason(String body, String faultstring) {
        JsonNode first = run("core.noop", Json.object());

        Response answer = again(first, body.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}"})
    void nothingAskedForIsTheSameAgain(String body) {
        JsonNode first = run("core.noop", Json.object());

        assertThat(again(first, body).statusCode()).isEqualTo(201);
    }

    @Test
    void whatLooksLikeATemplateAfterRenderingIsNoneTheSecondTimeEither() {
        JsonNode first = awaitStatus(local("echo '{% raw %}{{ nosuch }}{% endraw %}'"), "succeeded");

        JsonNode second = Json.stored(again(first, "{}").asString());

        assertThat(awaitStatus(second, "succeeded")
                        .path("result")
                        .path("stdout")
                        .asText())
                .isEqualTo("{{ nosuch }}");
    }

    private static Response again(JsonNode execution, String body) {
        return caller().contentType("application/json")
                .body(body)
                .post("/v1/executions/" + execution.path("id").asText() + "/re_run");
    }

    @Test
    void aBlankUserIsTheOneWhoAsks() {
        ObjectNode body = Json.object().put("action", "core.noop").put("user", "");

        assertThat(run(body).path("context").path("user").asText()).isEqualTo(USER);
    }

    @Test
    void anEndIsToldWithWhateverResult() {
        ObjectNode running = local("sleep 20");
        awaitStatus(running, "running");

        change(running, "{\"status\": \"succeeded\", \"result\": 5}");

        JsonNode ended = awaitStatus(running, "succeeded");
        assertThat(ended.path("result").asInt()).isEqualTo(5);
        assertThat(ended.path("result_size").asInt()).isEqualTo(1);
    }

    @Test
    void aQuestionCantBeCanceledInEitherWay() {
        JsonNode question = run("core.ask", Json.object());
        awaitStatus(question, "pending");
        String reason = "{\"faultstring\":\"Action cannot be canceled. State = pending.\"}";

        assertThat(change(question, "{\"status\": \"canceled\"}")).isEqualTo(reason);
        assertThat(caller().delete("/v1/executions/" + question.path("id").asText())
                        .asString())
                .isEqualTo(reason);
    }

    @Test
    void onlyCancelingIsAChangeThatCommandsKnow() {
        ObjectNode running = local("sleep 20");
        awaitStatus(running, "running");

        assertThat(change(running, "{\"status\": \"pausing\"}"))
                .contains("not supported by the \\\"local-shell-cmd\\\" runner");
        assertThat(change(running, "{\"status\": \"bogus\"}")).contains("'bogus' is not one of");
        assertThat(change(running, "{\"status\": \"canceled\", \"extra\": 1}")).contains("'extra' was unexpected");
        assertThat(change(running, "{\"status\": \"canceled\"}")).contains("\"status\":\"cancel");
        awaitStatus(running, "canceled");
        assertThat(change(running, "{\"status\": \"paused\"}")).contains("Execution is already in completed state.");
    }

    private static String change(JsonNode execution, String body) {
        return caller().contentType("application/json")
                .body(body)
                .put("/v1/executions/" + execution.path("id").asText())
                .asString();
    }

    private String stored(JsonNode execution) {
        return database.read(connection -> {
            try (var select =
                    connection.prepareStatement("SELECT q::text FROM action.execution_requests q WHERE id = ?")) {
                select.setString(1, execution.path("id").asText());
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getString(1);
                }
            }
        });
    }

    private static List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        get(path).forEach(execution -> ids.add(execution.path("id").asText()));
        return ids;
    }

    private static List<String> states(JsonNode execution) {
        List<String> states = new ArrayList<>();
        execution.path("log").forEach(entry -> states.add(entry.path("status").asText()));
        return states;
    }
}
