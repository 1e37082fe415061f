package io.hookline.rules.trigger;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.unique;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TriggerResourceTest {
    private static final String NOOP = "{'ref': 'core.noop'}";

    @Test
    void aClientMakesATriggerWhichRulesShareAndWhichOutlivesThem() {
        String hook = unique("shared");
        Response made = made(hook, hook);
        made.then()
                .statusCode(201)
                .body("ref", equalTo("default." + hook))
                .body("type", equalTo("core.st2.webhook"))
                .body("parameters.url", equalTo(hook));

        saveRule(hook, NOOP, "{}", "standard").then().statusCode(201).body("trigger.ref", equalTo("default." + hook));
        ann().delete("/v1/rules/default." + hook).then().statusCode(204);

        ann().get(path(made)).then().statusCode(200).body("id", equalTo(made.path("id")));
        ann().delete(path(made)).then().statusCode(204);
        ann().get(path(made))
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with id \"" + made.path("id") + "\" not found"));
        ann().delete(path(made)).then().statusCode(404);
    }

    @Test
    void aReferenceThatIsThereIsTheAnswerUnchanged() {
        String hook = unique("there");
        String id = made(hook, hook).path("id");

        made(hook, unique("other"))
                .then()
                .statusCode(201)
                .body("id", equalTo(id))
                .body("parameters.url", equalTo(hook));
    }

    @Test
    void twoTriggersOfOneTypeHaveOtherParameters() {
        String hook = unique("equal");
        String id = made(hook, hook).path("id");

        made(unique("equal"), hook).then().statusCode(409).body("'conflict-id'", equalTo(id));
    }

    @Test
    void theTriggerOfARuleIsFoundByItsTypeAndGoesWithTheLastRule() {
        String hook = unique("last");
        String ref = saveRule(hook, NOOP, "{}", "standard").path("trigger.ref");
        saveRule(hook + "-2", NOOP, "{}", "standard");

        ann().get("/v1/triggers?type=core.st2.webhook").then().body("ref", hasItem(ref));
        ann().get("/v1/triggers?type=core.st2.IntervalTimer").then().body("ref", not(hasItem(ref)));
        ann().get("/v1/triggers?type=core.nope").then().body("", empty());
        ann().delete("/v1/rules/default." + hook);
        ann().get("/v1/triggers?type=core.st2.webhook").then().body("ref", not(hasItem(ref)));
    }

    @Test
    void rulesStayOnATriggerThatIsChanged() {
        String hook = unique("changed");
        Response made = made(hook, hook);
        saveRule(hook, NOOP, "{}", "standard");

        ann().body(body("default", hook + "-b", "core.st2.webhook", "{'url': '%s-c'}".formatted(hook)))
                .put(path(made))
                .then()
                .statusCode(200)
                .body("id", equalTo(made.path("id")))
                .body("ref", equalTo("default." + hook + "-b"));

        ann().get("/v1/rules/default." + hook)
                .then()
                .body("trigger.ref", equalTo("default." + hook + "-b"))
                .body("trigger.parameters.url", equalTo(hook + "-c"));
        ann().get("/v1/rules?trigger=default." + hook + "-b").then().body("name", contains(hook));
    }

    @Test
    void aRuleWhoseTriggerIsDeletedShowsOnlyItsReference() {
        String hook = unique("deleted");
        Response made = made(hook, hook);
        saveRule(hook, NOOP, "{}", "standard");

        ann().delete(path(made)).then().statusCode(204);

        ann().get("/v1/rules/default." + hook).then().statusCode(200).body("trigger", equalTo("default." + hook));
    }

    @Test
    void theTriggerOfATypeWithoutParametersBelongsToIt() {
        String id = ann().get("/v1/triggers?type=core.st2.generic.inquiry").path("[0].id");
        String fault =
                "Trigger \"core.st2.generic.inquiry\" belongs to its trigger type; it can't be changed or deleted by itself";

        ann().delete("/v1/triggers/" + id).then().statusCode(400).body("faultstring", equalTo(fault));
        ann().body(body("core", "x", "core.st2.generic.inquiry", "{}"))
                .put("/v1/triggers/" + id)
                .then()
                .statusCode(400)
                .body("faultstring", equalTo(fault));
        ann().body(body("core", "st2.generic.inquiry", "core.st2.generic.inquiry", "{}"))
                .post("/v1/triggers")
                .then()
                .statusCode(201)
                .body("id", equalTo(id));
    }

    @Test
    void aTypeDoesNotTakeTheNameOfATriggerOfAnother() {
        String hook = unique("name");
        String id = made(hook, hook).path("id");

        ann().body(json("{'name': '%s', 'pack': 'default'}".formatted(hook)))
                .post("/v1/triggertypes")
                .then()
                .statusCode(409)
                .body("'conflict-id'", equalTo(id));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | [] is not of type 'object'",
                "{'name': 'x', 'pack': 'default'} | 'type' is a required property",
                "{'type': 'core.st2.webhook', 'parameters': []} | [] is not of type 'object'",
                "{'type': 'core.st2.webhook', 'more': 1} | Additional properties are not allowed ('more' was unexpected)",
                "{'name': 'x', 'pack': 'default', 'type': 'core.st2.webhook'} | 'url' is a required property",
                "{'name': 'x', 'pack': 'default', 'type': 'core.st2.webhook', 'parameters': {'url': '/'}} | The url of a webhook must not be empty or consist of slashes only",
                "{'name': 'x', 'pack': 'default', 'type': 'nodot', 'parameters': {}} | Invalid resource reference: nodot",
                "{'name': 'x', 'pack': 'default', 'type': 'core.nope', 'parameters': {}} | Trigger type with reference \"core.nope\" doesn't exist in the database",
                "{'pack': 'default', 'type': 'core.st2.webhook', 'parameters': {'url': 'x'}} | Both pack and name needed for building ref. pack=default, name=None",
                "{'name': 'x', 'type': 'core.st2.webhook', 'parameters': {'url': 'x'}} | Both pack and name needed for building ref. pack=None, name=x",
            })
    void whatIsNoTriggerIsRefused(String body, String fault) {
        ann().body(json(body)).post("/v1/triggers").then().statusCode(400).body("faultstring", equalTo(fault));
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        ann().body(body("default", "x", "core.st2.webhook", "{'url': 'x'}"))
                .put("/v1/triggers/nope")
                .then()
                .statusCode(404);
    }

    private static Response made(String name, String url) {
        return ann().body(body("default", name, "core.st2.webhook", "{'url': '%s'}".formatted(url)))
                .post("/v1/triggers");
    }

    private static String body(String pack, String name, String type, String parameters) {
        return json(
                "{'pack': '%s', 'name': '%s', 'type': '%s', 'parameters': %s}".formatted(pack, name, type, parameters));
    }

    private static String path(Response trigger) {
        return "/v1/triggers/" + trigger.path("id");
    }
}
