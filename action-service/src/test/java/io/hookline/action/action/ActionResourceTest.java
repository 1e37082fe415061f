package io.hookline.action.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class ActionResourceTest extends ActionCase {
    @Inject
    Actions actions;

    @Test
    void theCorePackIsThere() {
        Response answer = caller().get("/v1/actions?pack=core");

        assertThat(names(Json.stored(answer.asString())))
                .containsExactly(
                        "announcement",
                        "ask",
                        "echo",
                        "error",
                        "http",
                        "inject_trigger",
                        "local",
                        "local_sudo",
                        "noop",
                        "pause",
                        "remote",
                        "remote_sudo",
                        "sendmail",
                        "uuid",
                        "winrm_cmd",
                        "winrm_ps_cmd");
        assertThat(answer.header("X-Total-Count")).isEqualTo("16");
        assertThat(answer.header("X-Limit")).isNull();
    }

    @Test
    void everyRunnerTypeIsThereAndEachOfItsParametersHasAType() {
        JsonNode types = get("/v1/runnertypes");

        assertThat(names(types))
                .containsExactly(
                        "action-chain",
                        "announcement",
                        "http-request",
                        "inquirer",
                        "local-shell-cmd",
                        "local-shell-script",
                        "noop",
                        "orquesta",
                        "python-script",
                        "remote-shell-cmd",
                        "remote-shell-script",
                        "winrm-cmd",
                        "winrm-ps-cmd",
                        "winrm-ps-script");
        types.forEach(type -> type.path("runner_parameters")
                .forEach(parameter -> assertThat(parameter.path("type").asText())
                        .as(type.path("name").asText())
                        .isNotEmpty()));
    }

    @Test
    void anActionIsFoundByReferenceAndId() {
        JsonNode byRef = get("/v1/actions/core.local");

        assertThat(get("/v1/actions/" + byRef.path("id").asText())).isEqualTo(byRef);
        assertThat(byRef.path("output_schema")).isEqualTo(json("{}"));
        assertThat(byRef.path("metadata_file").asText()).isEqualTo("actions/local.yaml");
        assertThat(get("/v1/runnertypes/"
                        + get("/v1/runnertypes/noop").path("id").asText()))
                .isEqualTo(get("/v1/runnertypes/noop"));
    }

    @Test
    void viewsShowRunnersAndActionsParametersMerged() {
        JsonNode merged = get("/v1/actions/views/parameters/core.local").path("parameters");

        assertThat(merged.path("sudo").path("immutable").asBoolean()).isTrue();
        assertThat(merged.path("sudo").path("type").asText()).isEqualTo("boolean");
        assertThat(merged.path("timeout").path("default").asInt()).isEqualTo(60);
        assertThat(get("/v1/actions/views/overview/core.local").path("parameters"))
                .isEqualTo(merged);
        assertThat(get("/v1/actions/views/overview?name=local_sudo&limit=1")
                        .get(0)
                        .path("parameters")
                        .path("sudo"))
                .isEqualTo(merged.<ObjectNode>withObject("sudo").put("default", true));
    }

    @Test
    void attributesAreChosen() {
        assertThat(get("/v1/actions?name=noop&pack=core&include_attributes=description")
                        .get(0)
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "ref", "description");
        assertThat(get("/v1/actions?name=local&exclude_attributes=parameters,notify")
                        .get(0)
                        .has("parameters"))
                .isFalse();
        assertThat(caller().get("/v1/actions?pack=core&limit=2&offset=1").header("X-Limit"))
                .isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/actions/core.no                          | 404 | Resource with a reference or id "core.no" not found
            /v1/actions/views/parameters/core.no         | 404 | Resource with a reference or id "core.no" not found
            /v1/runnertypes/no                           | 404 | Resource with a name or id "no" not found
            /v1/actions?exclude_attributes=description   | 400 | Invalid or unsupported exclude attribute specified: description
            /v1/actions?include_attributes=nosuch        | 400 | Invalid or unsupported include attribute specified: nosuch
            """)
    void whatIsNotThereIsToldSo(String path, int status, String faultstring) {
        Response answer = caller().get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }

    @Test
    void registeringAgainChangesNothing() {
        JsonNode before = get("/v1/actions");

        actions.registerRunnerTypes(new StartupEvent());

        assertThat(get("/v1/actions")).isEqualTo(before);
    }

    @Test
    void anActionIsMadeChangedAndDeleted() {
        ObjectNode created = (ObjectNode) sent(
                "POST",
                "/v1/actions",
                "{'name': 'made', 'description': 'd1', 'runner_type': 'local-shell-cmd', 'on_worker_lost': 'retry',"
                        + " 'parameters': {'cmd': {'default': 'date', 'immutable': true}}, 'tags': [{'name': 't', 'value': 'v'}]}",
                201);
        String id = created.path("id").asText();

        assertThat(created.path("ref").asText()).isEqualTo("default.made");
        assertThat(created.path("output_schema")).isEqualTo(json("{}"));
        assertThat(created.path("on_worker_lost").asText()).isEqualTo("retry");
        assertThat(get("/v1/actions/default.made")).isEqualTo(created);
        assertThat(sent("POST", "/v1/actions", "{'name': 'made', 'runner_type': 'noop'}", 409)
                        .path("conflict-id")
                        .asText())
                .isEqualTo(id);

        created.remove("ref");
        JsonNode renamed =
                sent("PUT", "/v1/actions/" + id, created.put("name", "made2").toString(), 200);

        assertThat(renamed.path("uid").asText()).isEqualTo("action:default:made2");
        assertThat(renamed.path("id").asText()).isEqualTo(id);
        assertThat(caller().get("/v1/actions/default.made").statusCode()).isEqualTo(404);

        assertThat(sent("DELETE", "/v1/actions/" + id, "{'remove_files': 'x'}", 400)
                        .path("faultstring")
                        .asText())
                .isEqualTo("'x' is not of type 'boolean', 'null'");
        assertThat(caller().body("{\"remove_files\": true}".getBytes(StandardCharsets.UTF_8))
                        .noContentType()
                        .delete("/v1/actions/" + id)
                        .statusCode())
                .isEqualTo(204);
        assertThat(caller().get("/v1/actions/" + id).statusCode()).isEqualTo(404);
        sent("PUT", "/v1/actions/" + id, "{'name': 'x', 'runner_type': 'noop'}", 404);
    }

    @Test
    void filesAreWrittenIntoThePackAndNowhereElse() {
        sent(
                "POST",
                "/v1/actions",
                "{'name': 'scripted', 'runner_type': 'local-shell-script', 'entry_point': 'sub/s.sh',"
                        + " 'data_files': [{'file_path': 'sub/s.sh', 'content': '#!/bin/sh'}]}",
                201);

        assertThat(caller().get("/v1/actions/views/entry_point/default.scripted")
                        .asString())
                .isEqualTo("#!/bin/sh");
        assertThat(raised())
                .filteredOn(instance -> instance.trigger().equals("core.st2.action.file_written"))
                .extracting(instance -> instance.payload().path("ref").asText())
                .contains("default.scripted");
        for (String outside : List.of("../x.sh", "/x.sh", "a/../../x.sh", "a//x.sh", "./x.sh", "")) {
            assertThat(sent(
                                    "POST",
                                    "/v1/actions",
                                    "{'name': 'n', 'runner_type': 'noop', 'data_files': [{'file_path': '" + outside
                                            + "', 'content': ''}]}",
                                    400)
                            .path("faultstring")
                            .asText())
                    .startsWith("Invalid file path: \"" + outside + "\"");
        }

        JsonNode copy = sent(
                "POST", "/v1/actions/default.scripted/clone", "{'dest_pack': 'default', 'dest_action': 'copied'}", 201);

        assertThat(copy.path("entry_point").asText()).isEqualTo("copied.sh");
        assertThat(copy.path("metadata_file").asText()).isEqualTo("actions/copied.yaml");
        assertThat(caller().get("/v1/actions/views/entry_point/default.copied").asString())
                .isEqualTo("#!/bin/sh");
        assertThat(caller().body("{\"remove_files\": true}")
                        .delete("/v1/actions/default.copied")
                        .statusCode())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                     | 'name' is a required property
            {'name': 'x'}                                          | 'runner_type' is a required property
            {'name': 'x', 'runner_type': 'noop', 'pack': 'core'}   | Resources belonging to system level packs can't be manipulated
            {'name': 'x', 'runner_type': 'noop', 'bogus': 1}       | Additional properties are not allowed ('bogus' was unexpected)
            {'name': 'x', 'runner_type': 'noop', 'on_worker_lost': 'maybe'} | 'maybe' is not one of ['retry', 'abandon']
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'bad-name': {'type': 'string'}}} | 'bad-name' does not match any of the regexes: '^\\\\w+$'
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'p': {'type': 'text'}}} | 'text' is not one of ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'p': {'bogus': 1}}} | Additional properties are not allowed ('bogus' was unexpected)
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'p': {'immutable': true}}} | Immutable param p requires a default value.
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'p': {'position': 0}, 'q': {'position': 0}}} | Parameters q and p have same position 0. Position values have to be unique.
            {'name': 'x', 'runner_type': 'noop', 'parameters': {'p': {'position': 0}, 'q': {'position': 2}}} | Positions supplied [0, 2] for parameters are not contiguous.
            {'name': 'x', 'runner_type': 'local-shell-cmd', 'parameters': {'timeout': {'type': 'string'}}} | The attribute "type" for the runner parameter "timeout" in action "default.x" cannot be overridden.
            """)
    void whatCantBeSavedIsToldWhy(String body, String faultstring) {
        assertThat(sent("POST", "/v1/actions", body, 400).path("faultstring").asText())
                .isEqualTo(faultstring);
    }

    @Test
    void positionsMayBeginAnywhere() {
        sent(
                "POST",
                "/v1/actions",
                "{'name': 'second', 'runner_type': 'noop', 'parameters': {'p': {'position': 1}, 'q': {'position': 2}}}",
                201);
    }

    @Test
    void runnersAndPacksThatAreNotThereAreNamed() {
        assertThat(sent("POST", "/v1/actions", "{'name': 'x', 'runner_type': 'nope'}", 400)
                        .path("faultstring")
                        .asText())
                .startsWith("RunnerType nope is not found.");
        assertThat(sent("POST", "/v1/actions", "{'name': 'x', 'runner_type': 'noop', 'pack': 'nope'}", 400)
                        .path("faultstring")
                        .asText())
                .startsWith("Content pack \"nope\" is not found or doesn't contain actions directory.");
        assertThat(sent("POST", "/v1/actions/core.noop/clone", "{'dest_pack': 'nope', 'dest_action': 'x'}", 400)
                        .path("faultstring")
                        .asText())
                .isEqualTo("Destination pack 'nope' doesn't exist");
    }

    @Test
    void aRunnerTypeThatWasSwitchedOffStaysSo() {
        ObjectNode runner = (ObjectNode) get("/v1/runnertypes/winrm-cmd");

        sent(
                "PUT",
                "/v1/runnertypes/" + runner.path("id").asText(),
                runner.put("enabled", false).put("description", "other").toString(),
                200);
        actions.registerRunnerTypes(new StartupEvent());

        assertThat(get("/v1/runnertypes/winrm-cmd").path("enabled").asBoolean()).isFalse();
        assertThat(get("/v1/runnertypes/winrm-cmd").path("description").asText())
                .isNotEqualTo("other");
        sent("PUT", "/v1/runnertypes/winrm-cmd", "{'enabled': true}", 200);
        assertThat(sent("PUT", "/v1/runnertypes/winrm-cmd", "{'enabled': 'x'}", 400)
                        .path("faultstring")
                        .asText())
                .isEqualTo("'x' is not of type 'boolean'");
    }

    private static JsonNode sent(String method, String path, String body, int status) {
        Response answer = caller().contentType("application/json")
                .body(body.contains("\"") ? body : json(body).toString())
                .request(method, path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return Json.stored(answer.asString());
    }

    private static List<String> names(JsonNode things) {
        List<String> names = new ArrayList<>();
        things.forEach(thing -> names.add(thing.path("name").asText()));
        return names;
    }
}
