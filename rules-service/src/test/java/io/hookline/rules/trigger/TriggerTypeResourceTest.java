package io.hookline.rules.trigger;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TriggerTypeResourceTest {
    @Test
    void theBuiltInTypesAreThereFromTheStart() {
        ann().get("/v1/triggertypes/core.st2.webhook")
                .then()
                .statusCode(200)
                .body("uid", equalTo("trigger_type:core:st2.webhook"))
                .body("parameters_schema.properties.url.required", equalTo(true))
                .body("parameters_schema.additionalProperties", equalTo(false))
                .body("tags", hasSize(0))
                .body("metadata_file", nullValue());
        ann().get("/v1/triggertypes?pack=core")
                .then()
                .header("X-Limit", "100")
                .header("X-Total-Count", "14")
                .body("ref", hasItems("core.st2.IntervalTimer", "core.st2.key_value_pair.value_change"));
        ann().get("/v1/triggers")
                .then()
                .body("ref", hasItem("core.st2.generic.actiontrigger"))
                .body(
                        "find { it.ref == 'core.st2.generic.inquiry' }.uid",
                        equalTo("trigger:core:st2.generic.inquiry:99914b932bd37a50b983c5e7c90ae93b"))
                .body("ref", not(hasItem("core.st2.webhook")));
    }

    @Test
    void aTypeWithoutParametersComesAndGoesWithItsTrigger() {
        String name = unique("plain");
        ann().body(json("{'name': '%s', 'pack': 'default'}".formatted(name)))
                .post("/v1/triggertypes")
                .then()
                .statusCode(201)
                .body("ref", equalTo("default." + name))
                .body("parameters_schema.size()", equalTo(0));
        ann().get("/v1/triggers").then().body("ref", hasItem("default." + name));

        ann().delete("/v1/triggertypes/default." + name).then().statusCode(204);

        ann().get("/v1/triggers").then().body("ref", not(hasItem("default." + name)));
        ann().get("/v1/triggertypes/default." + name)
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with a reference or id \"default." + name + "\" not found"));
    }

    @Test
    void aRuleWhoseTypeIsGoneShowsOnlyTheReferenceOfItsTrigger() {
        String name = unique("gone");
        ann().body(json("{'name': '%s', 'pack': 'default'}".formatted(name))).post("/v1/triggertypes");
        ann().body(json("{'name': '%s', 'trigger': {'type': 'default.%s'}, 'action': {'ref': 'core.noop'}}"
                        .formatted(name, name)))
                .post("/v1/rules")
                .then()
                .statusCode(201);

        ann().delete("/v1/triggertypes/default." + name);

        ann().get("/v1/rules/default." + name).then().statusCode(200).body("trigger", equalTo("default." + name));
        ann().get("/v1/rules/views/default." + name).then().statusCode(200).body("trigger", equalTo("default." + name));
        ann().delete("/v1/rules/default." + name).then().statusCode(204);
    }

    @Test
    void whatIsNoTypeIsRefused() {
        ann().body(json("{'pack': 'default'}"))
                .post("/v1/triggertypes")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Both pack and name needed for building ref. pack=default, name=None"));
        ann().body(json("{'name': 'x'}")).post("/v1/triggertypes").then().statusCode(400);
        ann().body(json("{'name': 'x', 'pack': 'y', 'payload_schema': []}"))
                .post("/v1/triggertypes")
                .then()
                .statusCode(400)
                .body("faultstring", startsWith("[] is not of type 'object'"));
        ann().body(json("{'name': 'x', 'pack': 'y', 'payload_schema': {'type': 'nothing'}}"))
                .post("/v1/triggertypes")
                .then()
                .statusCode(400)
                .body("faultstring", startsWith("The payload_schema is not valid: 'nothing' is not "));
        ann().body(json("{'name': 'x', 'pack': 'y', 'parameters_schema': {'properties': {'p': {'pattern': '('}}}}"))
                .post("/v1/triggertypes")
                .then()
                .statusCode(400)
                .body("faultstring", startsWith("The parameters_schema is not valid: "));
        ann().body(json("{'name': 'st2.webhook', 'pack': 'core'}"))
                .post("/v1/triggertypes")
                .then()
                .statusCode(409)
                .body("faultstring", startsWith("Tried to save duplicate unique keys"));
        ann().delete("/v1/triggertypes/core.st2.webhook")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Resources belonging to system level packs can't be manipulated"));
    }

    @Test
    void aTypeThatGetsAParametersSchemaLosesItsOwnTrigger() {
        String name = unique("grown");
        ann().body(json("{'name': '%s', 'pack': 'default'}".formatted(name))).post("/v1/triggertypes");

        ann().body(json(
                        "{'name': '%s', 'pack': 'default', 'parameters_schema': {'type': 'object', 'properties': {'p': {'type': 'string', 'required': true}}}}"
                                .formatted(name)))
                .put("/v1/triggertypes/default." + name)
                .then()
                .statusCode(200);

        ann().get("/v1/triggers").then().body("ref", not(hasItem("default." + name)));
        saveRule(unique("any"), "{'ref': 'core.noop'}", "{}", "standard").then().statusCode(201);
    }

    @Test
    void typesAreFilteredSortedAndCut() {
        String pack = unique("pack");
        for (String name : List.of("b", "a", "c")) {
            ann().body(json("{'name': '%s', 'pack': '%s'}".formatted(name, pack)))
                    .post("/v1/triggertypes")
                    .then()
                    .statusCode(201);
        }
        String list = "/v1/triggertypes?pack=" + pack;

        ann().get(list).then().body("name", contains("a", "b", "c"));
        ann().get(list + "&name=a,c&sort=-name").then().body("name", contains("c", "a"));
        ann().get(list + "&limit=1&offset=1&include_attributes=name")
                .then()
                .header("X-Total-Count", "3")
                .header("X-Limit", "1")
                .body("[0].keySet()", containsInAnyOrder("id", "ref", "name"));
        ann().get(list + "&exclude_attributes=payload_schema,tags")
                .then()
                .body("[0]", not(hasKey("payload_schema")))
                .body("[0]", hasKey("parameters_schema"));
        ann().get(list + "&include_attributes=nope").then().statusCode(400);
    }

    @Test
    void aTypeIsReplacedAsAWhole() {
        String name = unique("whole");
        String id = ann().body(json("{'name': '%s', 'pack': 'default', 'description': 'old', 'tags': [{'name': 'a'}]}"
                        .formatted(name)))
                .post("/v1/triggertypes")
                .path("id");

        ann().body(json("{'name': '%s', 'pack': 'default', 'unheard': 1}".formatted(name)))
                .put("/v1/triggertypes/default." + name)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("description", nullValue())
                .body("tags", hasSize(0));
        ann().body(json("{'name': '%s', 'pack': 'core'}".formatted(name)))
                .put("/v1/triggertypes/default." + name)
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Resources belonging to system level packs can't be manipulated"));
        ann().body(json("{'name': '%s', 'pack': 'default'}".formatted(name)))
                .post("/v1/triggertypes")
                .then()
                .statusCode(409)
                .body("'conflict-id'", equalTo(id));
    }

    @Test
    void oneTriggerIsFoundByItsId() {
        String id = ann().get("/v1/triggers").path("[0].id");

        ann().get("/v1/triggers/" + id).then().statusCode(200).body("id", equalTo(id));
        ann().get("/v1/triggers/nope")
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with id \"nope\" not found"));
    }
}
