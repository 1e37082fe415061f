package io.hookline.action.policy;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(ActionProfile.class)
class PolicyResourceTest extends ActionCase {
    private static final String POLICY = "{'name': '%s', 'pack': 'default', 'resource_ref': 'default.%s',"
            + " 'policy_type': 'action.concurrency', 'parameters': {'threshold': 3}}";

    @Inject
    ActionDatabase database;

    @Test
    void theTypesAreThere() {
        assertThat(get("/v1/policytypes").findValuesAsText("ref"))
                .containsExactly("action.concurrency", "action.concurrency.attr", "action.retry");
        assertThat(get("/v1/policytypes?resource_type=sensor")).isEmpty();
        assertThat(get("/v1/policytypes/action.retry").path("uid").asText()).isEqualTo("policy_type:action:retry");
    }

    @Test
    void aPolicyGetsTheDefaultsOfItsTypeAndIsFoundByReferenceAndId() {
        JsonNode created = created(POLICY.formatted("p1", "a1"));

        assertThat(created.path("parameters")).isEqualTo(json("{'threshold': 3, 'action': 'delay'}"));
        assertThat(created.path("uid").asText()).isEqualTo("policy:default:p1");
        assertThat(created.path("enabled").asBoolean()).isTrue();
        assertThat(get("/v1/policies/default.p1")).isEqualTo(created);
        assertThat(get("/v1/policies/" + created.path("id").asText())).isEqualTo(created);
        assertThat(get("/v1/policies?resource_ref=default.a1&include_attributes=resource_ref")
                        .get(0)
                        .has("name"))
                .isFalse();
        assertThat(get("/v1/policies?policy_type=action.retry&name=p1")).isEmpty();
    }

    @Test
    void whatWasReadCanBeSentBack() {
        var read = (ObjectNode) created(POLICY.formatted("p2", "a2"));
        String id = read.path("id").asText();
        read.put("enabled", false).remove("ref");

        JsonNode changed =
                Json.stored(send("PUT", "/v1/policies/" + id, read, 200).asString());

        assertThat(changed.path("enabled").asBoolean()).isFalse();
        assertThat(changed.path("id").asText()).isEqualTo(id);
        assertThat(changed.path("ref").asText()).isEqualTo("default.p2");
    }

    @Test
    void onlyEnabledPoliciesOfTheActionCount() {
        created(POLICY.formatted("p3", "a3"));
        var off = (ObjectNode) json(POLICY.formatted("p4", "a3"));
        created(off.put("enabled", false).toString());

        var counting = database.read(connection -> Policies.of(connection, "default.a3"));

        assertThat(counting).extracting(Policy::name).containsExactly("p3");
    }

    @Test
    void aNameIsTakenOnceAndFreeAgainAfterDeletion() {
        JsonNode first = created(POLICY.formatted("p5", "a5"));

        Response second = send("POST", "/v1/policies", json(POLICY.formatted("p5", "a5")), 409);
        assertThat(second.path("conflict-id").toString())
                .isEqualTo(first.path("id").asText());
        send("DELETE", "/v1/policies/default.p5", Json.object(), 204);
        send("DELETE", "/v1/policies/default.p5", Json.object(), 404);
        created(POLICY.formatted("p5", "a5"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                                                       | 'name' is a required property
            {'name': 'q', 'resource_ref': 'default.x', 'policy_type': 'action.retry'}                                | 'pack' is a required property
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'action.nope'}              | Referenced policy_type "action.nope" doesnt exist
            {'name': 'q', 'pack': 'default', 'resource_ref': 'nodot', 'policy_type': 'action.retry'}                 | Invalid reference: nodot
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'nodot'}                    | Invalid reference: nodot
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'action.concurrency'}       | 'threshold' is a required property
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'action.concurrency', 'parameters': {'threshold': 0}} | 0 is less than the minimum of 1
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'action.concurrency', 'parameters': {'threshold': 1, 'x': 1}} | Additional properties are not allowed ('x' was unexpected)
            {'name': 'q', 'pack': 'default', 'resource_ref': 'default.x', 'policy_type': 'action.retry', 'parameters': {'retry_on': 'failure', 'max_retry_count': 9}} | 9 is greater than the maximum of 5
            """)
    void whatIsWrongIsSaid(String body, String faultstring) {
        Response answer = send("POST", "/v1/policies", Json.stored(body.replace('\'', '"')), 400);

        assertThat(Json.stored(answer.asString()).path("faultstring").asText()).isEqualTo(faultstring);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/policies, 400",
        "POST, /v1/actions, 400",
        "POST, /v1/actions/core.noop/clone, 400",
        "POST, /v1/actionalias, 400",
        "POST, /v1/actionalias/match, 400",
        "POST, /v1/aliasexecution, 400",
        "POST, /v1/packs/install, 400",
        "POST, /v1/packs/index/search, 400",
        "PUT, /v1/configs/core, 200",
        "PUT, /v1/runnertypes/noop, 200",
        "POST, /v1/workflows/inspect, 400",
    })
    void aBodyThatIsNotThereCountsAsAnEmptyOne(String method, String path, int status) {
        Response answer = caller().request(method, path);

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private static JsonNode created(String body) {
        return Json.stored(send("POST", "/v1/policies", json(body), 201).asString());
    }

    private static Response send(String method, String path, JsonNode body, int status) {
        Response answer =
                caller().contentType("application/json").body(body.toString()).request(method, path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer;
    }
}
