package io.hookline.rules.rule;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.unique;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RuleResourceTest {
    private static final String NOOP = "{'ref': 'core.noop'}";

    @Test
    void aRuleWithTheLeastGetsTheDefaults() {
        String name = unique("least");

        Response saved = ann().body(json("""
                        {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}}, 'action': {'ref': 'core.noop'}}
                        """.formatted(name, name))).post("/v1/rules");

        saved.then()
                .statusCode(201)
                .body("id", matchesPattern("[0-9a-f]{24}"))
                .body("uid", equalTo("rule:default:" + name))
                .body("ref", equalTo("default." + name))
                .body("pack", equalTo("default"))
                .body("enabled", equalTo(false))
                .body("type.ref", equalTo("standard"))
                .body("criteria.size()", equalTo(0))
                .body("action.parameters.size()", equalTo(0))
                .body("trigger.type", equalTo("core.st2.webhook"))
                .body("trigger.parameters.url", equalTo(name))
                .body("trigger.ref", matchesPattern("core\\.[0-9a-f-]{36}"))
                .body("tags", hasSize(0))
                .body("context.user", equalTo("ann"))
                .body("metadata_file", equalTo(""))
                .body("description", nullValue());
        ann().get("/v1/rules/default." + name).then().statusCode(200).body("id", equalTo(saved.path("id")));
    }

    @Test
    void whatAClientGotItCanSendBack() {
        String name = unique("again");
        Response saved = saveRule(name, NOOP, "{}", "standard");

        ann().body(saved.asString())
                .put("/v1/rules/" + saved.path("id"))
                .then()
                .statusCode(200)
                .body("trigger.ref", equalTo(saved.path("trigger.ref")));
    }

    @Test
    void puttingReplacesTheWholeRule() {
        String name = unique("put");
        Response saved = ann().body(json("""
                        {'name': '%s', 'description': 'first', 'enabled': true, 'tags': [{'name': 'a', 'value': 'b'}],
                         'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}}, 'action': {'ref': 'core.noop'}}
                        """.formatted(name, name))).post("/v1/rules");

        ann().body(json("""
                        {'name': '%s-new', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s-new'}},
                         'action': {'ref': 'core.echo'}, 'id': '000000000000000000000000'}
                        """.formatted(name, name)))
                .put("/v1/rules/default." + name)
                .then()
                .statusCode(200)
                .body("id", equalTo(saved.path("id")))
                .body("name", equalTo(name + "-new"))
                .body("enabled", equalTo(false))
                .body("description", nullValue())
                .body("tags", hasSize(0));
        ann().get("/v1/rules/default." + name).then().statusCode(404);
        ann().get("/v1/rules/" + saved.path("id")).then().body("description", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]                                              | [] is not of type 'object'",
                "{}                                              | 'name' is a required property",
                "{'name': 'x', 'action': {'ref': 'a.b'}}         | 'trigger' is a required property",
                "{'name': 'x', TRIGGER}                          | 'action' is a required property",
                "{'name': 'x', TRIGGER, 'action': {}}            | 'ref' is a required property",
                "{'name': 5, TRIGGER, ACTION}                    | 5 is not of type 'string'",
                "{'name': 'x', TRIGGER, ACTION, 'foo': 1}        | Additional properties are not allowed ('foo' was unexpected)",
                "{'name': 'x', TRIGGER, ACTION, 'enabled': 'true'} | 'true' is not of type 'boolean'",
                "{'name': 'x', TRIGGER, ACTION, 'type': 'backstop'} | 'backstop' is not of type 'object', 'null'",
                "{'name': 'x', TRIGGER, ACTION, 'tags': ['x']}   | 'x' is not of type 'object'",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': []}  | [] is not of type 'object'",
                "{'name': 'x', TRIGGER, ACTION, 'type': {'ref': 'odd'}} | Rule type \"odd\" does not exist; there are \"standard\" and \"backstop\"",
                "{'name': 'x', ACTION, 'trigger': {'type': 'core.st2.webhook'}} | 'url' is a required property",
                "{'name': 'x', ACTION, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '//'}}} | The url of a webhook must not be empty or consist of slashes only",
                "{'name': 'x', ACTION, 'trigger': {'type': 'nodot'}} | Invalid resource reference: nodot",
                "{'name': 'x', ACTION, 'trigger': {'type': 'core.nope'}} | Trigger \"core.nope\" defined in the rule does not exist in system or it's missing required \"parameters\" attribute",
                "{'name': 'x', ACTION, 'trigger': {'type': 'core.nope', 'parameters': {'a': 1}}} | Trigger \"core.nope\" defined in the rule does not exist in system or it's missing required \"parameters\" attribute",
                "{'name': 'x', ACTION, 'trigger': {'type': 'core.st2.CronTimer'}} | Trigger \"core.st2.CronTimer\" defined in the rule does not exist in system or it's missing required \"parameters\" attribute",
                "{'name': '', TRIGGER, ACTION}                   | Both pack and name needed for building ref. pack=default, name=",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': {'trigger.x': {'pattern': 1}}} | Operator not specified for field: trigger.x",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': {'trigger.x': {'type': 'eq'}}} | For field: trigger.x, no pattern specified for operator eq",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': {'trigger.x': 5}} | For field: trigger.x, the criterion is not of type 'object'",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': {'trigger.x': {'type': 'search', 'pattern': {}}}} | For field: trigger.x, search needs a condition: any, all, any2any or all2any",
                "{'name': 'x', TRIGGER, ACTION, 'criteria': {'trigger.x': {'type': 'lt', 'pattern': {}}}} | For field: trigger.x, operator lt needs a number, text or a list as its pattern, not an object",
            })
    void aRuleThatCannotBeSavedIsRefusedInTheOriginalsWords(String body, String fault) {
        String whole = json(
                body.replace("TRIGGER", "'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': 'refused'}}")
                        .replace("ACTION", "'action': {'ref': 'core.noop'}"));

        ann().body(whole).post("/v1/rules").then().statusCode(400).body("faultstring", equalTo(fault));

        ann().get("/v1/triggers?type=core.st2.webhook").then().body("parameters.url", not(hasItem("refused")));
    }

    @Test
    void anUnknownOperatorIsRefusedWithTheListOfAllOfThem() {
        saveRule(unique("op"), NOOP, "{'trigger.x': {'type': 'Equals', 'pattern': 1}}", "standard")
                .then()
                .statusCode(400)
                .body(
                        "faultstring",
                        matchesPattern("For field: trigger.x, operator Equals not in list of allowed operators: "
                                + "\\['matchwildcard', .*'search'\\]"));
    }

    @Test
    void theSameNameTwiceIsAConflictAndLeavesNoHookBehind() {
        String name = unique("twice");
        String id = saveRule(name, NOOP, "{}", "standard").path("id");

        ann().body(json("""
                        {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s-other'}}, 'action': {'ref': 'core.noop'}}
                        """.formatted(name, name)))
                .post("/v1/rules")
                .then()
                .statusCode(409)
                .body("conflict-id", equalTo(id))
                .body("faultstring", startsWith("Tried to save duplicate unique keys"))
                .body("faultstring", matchesPattern(".*rule:default:" + name + ".*"));

        ann().get("/v1/triggers?type=core.st2.webhook").then().body("parameters.url", not(hasItem(name + "-other")));
    }

    @Test
    void rulesWithEqualParametersShareATriggerWhichGoesWithTheLastOfThem() {
        String url = unique("shared");
        List<String> triggers = new ArrayList<>();
        for (String name : List.of(url + "-a", url + "-b")) {
            triggers.add(
                    ann().body(json("""
                            {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}}, 'action': {'ref': 'core.noop'}}
                            """.formatted(name, url))).post("/v1/rules").path("trigger.ref"));
        }
        assertThat(triggers.get(0)).isEqualTo(triggers.get(1));

        ann().delete("/v1/rules/default." + url + "-a").then().statusCode(204);
        ann().get("/v1/triggers?type=core.st2.webhook").then().body("ref", hasItem(triggers.get(0)));

        ann().delete("/v1/rules/default." + url + "-b").then().statusCode(204);
        ann().get("/v1/triggers?type=core.st2.webhook").then().body("ref", not(hasItem(triggers.get(0))));
        ann().delete("/v1/rules/default." + url + "-b").then().statusCode(404);
    }

    @Test
    void rulesSavedAtTheSameTimeStillShareOneTrigger() {
        String url = unique("race");
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            List<CompletableFuture<String>> saved = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String name = url + "-" + i;
                saved.add(CompletableFuture.supplyAsync(
                        () -> ann().body(json("""
                                        {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}}, 'action': {'ref': 'core.noop'}}
                                        """.formatted(name, url)))
                                .post("/v1/rules")
                                .path("trigger.ref"),
                        clients));
            }

            assertThat(saved.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        }
    }

    @Test
    void listsAreFilteredSortedAndPaged() {
        String pack = unique("list");
        for (String name : List.of("b", "a", "c")) {
            ann().body(json("""
                            {'name': '%s', 'pack': '%s', 'enabled': %s, 'trigger': {'type': 'core.st2.generic.inquiry'}, 'action': {'ref': 'x.%s'}}
                            """.formatted(name, pack, name.equals("a"), name)))
                    .post("/v1/rules")
                    .then()
                    .statusCode(201);
        }

        ann().get("/v1/rules?pack=" + pack)
                .then()
                .body("name", contains("a", "b", "c"))
                .header("X-Total-Count", "3")
                .header("X-Limit", nullValue());
        ann().get("/v1/rules?sort=-name&limit=2&offset=1&pack=" + pack)
                .then()
                .body("name", contains("b", "a"))
                .header("X-Total-Count", "3")
                .header("X-Limit", "2");
        ann().get("/v1/rules?enabled=True&pack=" + pack).then().body("name", contains("a"));
        ann().get("/v1/rules?action=x.c&pack=" + pack).then().body("name", contains("c"));
        ann().get("/v1/rules?trigger=core.st2.generic.inquiry&name=b&pack=" + pack)
                .then()
                .body("name", contains("b"));
        ann().get("/v1/rules?user=nobody&pack=" + pack).then().body("", hasSize(0));
        ann().get("/v1/rules?include_attributes=name&pack=" + pack)
                .then()
                .body("[0].keySet()", containsInAnyOrder("id", "ref", "name"));
        ann().get("/v1/rules?exclude_attributes=trigger,criteria&pack=" + pack)
                .then()
                .body("[0].trigger", nullValue())
                .body("[0].name", equalTo("a"));
        ann().get("/v1/rules?enabled=maybe")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Invalid bool representation \"maybe\" provided."));
    }

    @Test
    void secretParametersAreMaskedUnlessAskedFor() {
        String name = unique("secret");

        saveRule(name, "{'ref': 'test.secret', 'parameters': {'password': 'hush'}}", "{}", "standard")
                .then()
                .statusCode(201)
                .body("action.parameters.password", equalTo("********"));

        ann().get("/v1/rules/default." + name).then().body("action.parameters.password", equalTo("********"));
        ann().get("/v1/rules/default." + name + "?show_secrets=true")
                .then()
                .body("action.parameters.password", equalTo("hush"));
    }

    @Test
    void aMaskWithinAParameterThatComesBackKeepsTheSecretBehindIt() {
        String name = unique("deep");
        String shown = saveRule(
                        name,
                        "{'ref': 'test.secret', 'parameters': {'login': {'keys': ['hush', 'hist']}}}",
                        "{}",
                        "standard")
                .then()
                .body("action.parameters.login.keys", contains("********", "********"))
                .extract()
                .asString();

        ann().body(shown).put("/v1/rules/default." + name).then().statusCode(200);

        ann().get("/v1/rules/default." + name + "?show_secrets=true")
                .then()
                .body("action.parameters.login.keys", contains("hush", "hist"));
    }

    @Test
    void aMaskThatComesBackKeepsTheSecretBehindIt() {
        String name = unique("mask");
        String shown = saveRule(name, "{'ref': 'test.secret', 'parameters': {'password': 'hush'}}", "{}", "standard")
                .asString();

        ann().body(shown).put("/v1/rules/default." + name).then().statusCode(200);

        ann().get("/v1/rules/default." + name + "?show_secrets=true")
                .then()
                .body("action.parameters.password", equalTo("hush"));
    }

    @Test
    void viewsDescribeActionAndTrigger() {
        String name = unique("view");
        saveRule(name, "{'ref': 'core.local', 'parameters': {'cmd': 'date'}}", "{}", "standard");

        ann().get("/v1/rules/views/default." + name)
                .then()
                .statusCode(200)
                .body("action.description", equalTo("about local"))
                .body("trigger.description", startsWith("A request was posted"));
        ann().get("/v1/rules/views?name=" + name).then().body("", hasSize(1));
    }

    @Test
    void viewsAreCutAndFilteredAsTheListIs() {
        String name = unique("views");
        saveRule(name, NOOP, "{}", "standard");

        ann().get("/v1/rules/views?exclude_attributes=trigger,name,pack&name=" + name)
                .then()
                .body("", hasSize(1))
                .body("[0].trigger", nullValue())
                .body("[0].action.description", equalTo(""));
        ann().get("/v1/rules/views?include_attributes=trigger&name=" + name)
                .then()
                .body("[0].keySet()", containsInAnyOrder("id", "ref", "trigger"))
                .body("[0].trigger.description", startsWith("A request was posted"));
        ann().get("/v1/rules/views?enabled=false&name=" + name).then().body("", hasSize(0));
    }

    @Test
    void aRuleCalledLikeAPathIsFoundByItsReference() {
        String pack = unique("odd");
        for (String name : List.of("views", "explain")) {
            ann().body(json("""
                            {'name': '%s', 'pack': '%s', 'trigger': {'type': 'core.st2.generic.inquiry'}, 'action': {'ref': 'core.noop'}}
                            """.formatted(name, pack))).post("/v1/rules").then().statusCode(201);

            ann().get("/v1/rules/" + pack + "." + name).then().statusCode(200).body("name", equalTo(name));
            ann().get("/v1/rules/views/" + pack + "." + name).then().statusCode(200);
        }
    }

    @Test
    void whatMayBeLeftOutMayBeNull() {
        String name = unique("null");

        ann().body(json("""
                        {'name': '%s', 'pack': null, 'enabled': null, 'description': null, 'criteria': null, 'type': null, 'tags': null,
                         'context': null, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'action': {'ref': 'core.noop', 'parameters': null}}
                        """.formatted(name, name)))
                .post("/v1/rules")
                .then()
                .statusCode(201)
                .body("pack", equalTo("default"))
                .body("enabled", equalTo(false))
                .body("type.ref", equalTo("standard"))
                .body("criteria.size()", equalTo(0))
                .body("tags", hasSize(0));
    }

    @Test
    void aRuleWhoseTriggerIsGoneStaysInListAndViewsWithTheTriggersReference() {
        String type = unique("gone");
        ann().body(json("{'name': '%s', 'pack': 'test'}".formatted(type)))
                .post("/v1/triggertypes")
                .then()
                .statusCode(201);
        ann().body(json("{'name': '%s', 'trigger': {'type': 'test.%s'}, 'action': {'ref': 'core.noop'}}"
                        .formatted(type, type)))
                .post("/v1/rules")
                .then()
                .statusCode(201);

        ann().delete("/v1/triggertypes/test." + type).then().statusCode(204);

        ann().get("/v1/rules?name=" + type).then().body("trigger", contains("test." + type));
        ann().get("/v1/rules/views?name=" + type).then().statusCode(200).body("trigger", contains("test." + type));
    }

    @Test
    void aMissingRuleIsSaidToBeMissing() {
        ann().get("/v1/rules/default.nope")
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with a reference or id \"default.nope\" not found"));
        ann().body(json("{'name': 'x', 'trigger': {'type': 'core.st2.generic.inquiry'}, 'action': {'ref': 'a.b'}}"))
                .put("/v1/rules/000000000000000000000000")
                .then()
                .statusCode(404);
    }

    @Test
    void thereAreTwoTypesOfRules() {
        ann().get("/v1/ruletypes")
                .then()
                .body("name", contains("standard", "backstop"))
                .header("X-Total-Count", "2")
                .header("X-Limit", nullValue());
        ann().get("/v1/ruletypes?limit=1&offset=1&include_attributes=name")
                .then()
                .body("name", contains("backstop"))
                .body("[0].keySet()", containsInAnyOrder("id", "name"))
                .header("X-Total-Count", "2")
                .header("X-Limit", "1");
        ann().get("/v1/ruletypes/backstop").then().statusCode(200).body("enabled", equalTo(true));
        String id = ann().get("/v1/ruletypes").path("[0].id");
        ann().get("/v1/ruletypes/" + id).then().statusCode(200).body("name", equalTo("standard"));
        ann().get("/v1/ruletypes/nope")
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Resource with id \"nope\" not found"));
    }

    @Test
    void nobodyReadsRulesWithoutCredentials() {
        when().get("/v1/rules").then().statusCode(401);
    }
}
