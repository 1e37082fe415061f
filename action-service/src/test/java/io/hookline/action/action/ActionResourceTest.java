package io.hookline.action.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.action.ActionCase;
import io.hookline.action.ActionProfile;
import io.hookline.common.json.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
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
                .isEqualTo(merged.<com.fasterxml.jackson.databind.node.ObjectNode>withObject("sudo")
                        .put("default", true));
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

        actions.registerStock(new io.quarkus.runtime.StartupEvent());

        assertThat(get("/v1/actions")).isEqualTo(before);
    }

    private static List<String> names(JsonNode things) {
        List<String> names = new ArrayList<>();
        things.forEach(thing -> names.add(thing.path("name").asText()));
        return names;
    }
}
