package io.hookline.rules.explain;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Surroundings;
import io.hookline.rules.trigger.TriggerInstances;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ExplainResourceTest {
    private static final String ECHO = "{'ref': 'core.echo', 'parameters': {'message': 'v{{ trigger.body.v }}'}}";
    private static final String IS_ONE = "{'trigger.body.v': {'type': 'eq', 'pattern': 1}}";

    @Inject
    Surroundings around;

    @Inject
    TriggerInstances instances;

    @Test
    void aPayloadThatMatchesShowsWhatWouldBeRun() {
        String rule = unique("would");
        saveRule(rule, ECHO, IS_ONE, "standard");

        explained(rule, "{'payload': {'body': {'v': 1}}}")
                .statusCode(200)
                .body("rule.ref", equalTo("default." + rule))
                .body("outcome", equalTo("match"))
                .body("summary", equalTo("The criteria match, and core.echo is asked for."))
                .body("notes", empty())
                .body("criteria[0].value", equalTo(1))
                .body("action.ref", equalTo("core.echo"))
                .body("action.parameters.message", equalTo("v1"));
        ann().get("/v1/ruleenforcements?rule_ref=default." + rule).then().body("", empty());
    }

    @Test
    void aPayloadThatMatchesShowsWhyNothingWouldBeRun() {
        String rule = unique("fails");
        saveRule(rule, "{'ref': 'core.local'}", IS_ONE, "standard");

        explained(rule, "{'payload': {'body': {'v': 1}}}")
                .body("outcome", equalTo("match"))
                .body(
                        "summary",
                        equalTo("The criteria match, but core.local is not run: 'cmd' is a required property."))
                .body("action.failure_reason", equalTo("'cmd' is a required property"));
    }

    @Test
    void secretParametersAreMasked() {
        String rule = unique("secret");
        saveRule(
                rule,
                "{'ref': 'test.secret', 'parameters': {'password': 'hush {{ trigger.body.v }}'}}",
                "{}",
                "standard");

        explained(rule, "{'payload': {'body': {'v': 1}}}")
                .body("action.parameters.password", equalTo("********"))
                .body("summary", not(containsString("hush")));
    }

    @Test
    void whatElseKeepsARuleFromAnsweringIsNoted() {
        String rule = unique("notes");
        ann().body(json("""
                        {'name': '%s', 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'action': {'ref': 'core.echo'}, 'type': {'ref': 'backstop'}, 'throttle': {'per': '5m'}}
                        """.formatted(rule, rule))).post("/v1/rules").then().statusCode(201);
        TriggerInstance other = around.arrives(triggerOf(unique("other"), ECHO, "{}"), "{'v': 1}");
        judged(other);

        explained(rule, "{'trigger_instance': '" + other.id() + "'}")
                .body("outcome", equalTo("match"))
                .body("trigger_instance.id", equalTo(other.id()))
                .body("notes[0]", equalTo("The rule is disabled: it is tried on no event."))
                .body("notes[1]", startsWith("The trigger instance is of trigger \"" + other.trigger() + "\""))
                .body("notes[2]", startsWith("The rule is a backstop: "))
                .body("notes[3]", startsWith("The rule has a throttle: at most 1 match per 5m"));
    }

    @Test
    void aRuleThatIsDearToJudgeIsToldHowToBeCheaper() {
        String rule = unique("dear");
        saveRule(rule, ECHO, "{'trigger.body.v': {'type': 'regex', 'pattern': '.'}}", "standard");

        explained(rule, "{'payload': {'body': {'v': 'x'}}}")
                .body("notes[0]", startsWith("This rule is tried for every instance of its trigger"));
    }

    @Test
    void anInstanceIsExplainedOverAllRulesOfItsTrigger() {
        String hook = unique("all");
        String trigger = triggerOf(hook, ECHO, IS_ONE);
        save(
                hook,
                "near",
                true,
                "standard",
                "{'trigger.body.v#1': {'type': 'eq', 'pattern': 1}, 'trigger.body.v#2': {'type': 'eq', 'pattern': 2}}");
        save(hook, "far", true, "standard", "{'trigger.body.v': {'type': 'eq', 'pattern': 'x'}}");
        save(hook, "off", false, "standard", IS_ONE);
        save(hook, "last", true, "backstop", "{}");
        TriggerInstance instance = around.arrives(trigger, "{'v': 1}");
        judged(instance);

        ann().get("/v1/triggerinstances/" + instance.id() + "/explain")
                .then()
                .statusCode(200)
                .body("trigger_instance.trigger", equalTo(trigger))
                .body("summary", equalTo("Of the 4 enabled rules on this trigger 2 match."))
                .body("rules.enabled", equalTo(4))
                .body("rules.disabled", equalTo(1))
                .body("rules.complete", equalTo(true))
                .body(
                        "explanations.rule.ref",
                        contains(
                                "default." + hook,
                                "default." + hook + "-last",
                                "default." + hook + "-off",
                                "default." + hook + "-near",
                                "default." + hook + "-far"))
                .body("explanations[1].notes", hasItem("A standard rule matches, so this backstop is not tried."))
                .body("explanations[2].notes", contains("The rule is disabled: it is tried on no event."))
                .body("enforcements", hasSize(1))
                .body(
                        "enforcements[0].execution_id",
                        equalTo(around.ordersOf(instance).getFirst().executionId()));
        ann().get("/v1/triggerinstances/" + instance.id() + "/explain?limit=1")
                .then()
                .body("explanations", hasSize(1))
                .body("rules.enabled", equalTo(4));
        ann().get("/v1/triggerinstances/" + instance.id() + "/explain?rule=default." + hook + "-far")
                .then()
                .body("explanations.rule.ref", contains("default." + hook + "-far"))
                .body("summary", startsWith("The criteria do not match: \"trigger.body.v\" (eq) does not hold"));
    }

    @Test
    void anInstanceThatNoRuleListensForSaysSo() {
        TriggerInstance instance = around.arrives("core.never-heard-of", "{}");
        judged(instance);

        ann().get("/v1/triggerinstances/" + instance.id() + "/explain")
                .then()
                .body("summary", equalTo("No rule listens on this trigger."))
                .body("explanations", empty())
                .body("enforcements", empty());
    }

    @Test
    void aRuleLooksBackAtTheEventsItWouldHaveMatched() {
        String rule = unique("past");
        String trigger = triggerOf(rule, ECHO, "{'trigger.body.v': {'type': 'gt', 'pattern': 1}}");
        TriggerInstance first = around.arrives(trigger, "{'v': 2}");
        judged(first);
        TriggerInstance second = around.arrives(trigger, "{'v': 3}");
        judged(second);
        judged(around.arrives(trigger, "{'v': 1}"));
        judged(around.arrives(trigger, "{'v': 'x'}"));

        ann().get("/v1/rules/default." + rule + "/explain?last=1h")
                .then()
                .statusCode(200)
                .body("trigger_instances", equalTo(4))
                .body("matched", equalTo(2))
                .body("broken", equalTo(1))
                .body("complete", equalTo(true))
                .body("summary", equalTo("Of 4 events of the rule's trigger its criteria match 2 and break on 1."))
                .body("examples.trigger_instance", contains(second.id(), first.id()));
        ann().get("/v1/rules/default." + rule + "/explain?limit=1").then().body("examples", hasSize(1));
    }

    @Test
    void lookingBackEndsAtItsBoundAndSaysSo() {
        String trigger = triggerOf(unique("bound"), ECHO, "{}");
        Instant start = Instant.now().minusSeconds(60);
        for (int i = 0; i < 3; i++) {
            judged(around.arrives(trigger, "{'v': 1}"));
        }

        List<String> seen = new ArrayList<>();
        boolean all = instances.eachSince(trigger, start, 3, instance -> seen.add(instance.id()));
        boolean two = instances.eachSince(trigger, start, 2, instance -> seen.add(instance.id()));
        boolean one = instances.eachSince(trigger, start, 3, instance -> !seen.add(instance.id()));

        assertThat(List.of(all, two, one)).containsExactly(true, false, false);
        assertThat(seen).hasSize(3 + 2 + 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                   | Either 'payload' or 'trigger_instance' is needed, and not both",
                "{'payload': {}, 'trigger_instance': 'x'} | Either 'payload' or 'trigger_instance' is needed, and not both",
                "[]                                   | [] is not of type 'object'",
                "{'payload': []}                      | 'payload' must be an object, as criteria see it: for a webhook one with 'body'",
                "{'trigger_instance': 5}              | 'trigger_instance': unable to identify resource with id \"5\".",
                "{'paylod': {}}                       | Additional properties are not allowed ('paylod' was unexpected)",
                "{'trigger_instance': 'nope'}         | 'trigger_instance': unable to identify resource with id \"nope\".",
                "{'trigger_instance': '000000000000000000000000'} | 'trigger_instance': unable to identify resource with id \"000000000000000000000000\".",
            })
    void aQuestionThatCannotBeAnsweredSaysWhatIsWrong(String body, String fault) {
        String rule = unique("asked");
        saveRule(rule, ECHO, "{}", "standard");

        String said = explained(rule, body).statusCode(400).extract().path("faultstring");

        assertThat(said).startsWith(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/rules/default.nope/explain              | 404 | Resource with a reference or id \"default.nope\" not found",
                "/v1/rules/default.nope/explain?last=soon    | 400 | Parameter \"last\" must be a whole number and s, m, h or d, such as 24h, got \"soon\"",
                "/v1/rules/default.nope/explain?limit=21     | 400 | Parameter \"limit\" must be from 1 to 20, got 21",
                "/v1/triggerinstances/nope/explain           | 404 | Unable to identify resource with id \"nope\".",
                "/v1/triggerinstances/nope/explain?limit=101 | 400 | Parameter \"limit\" must be from 1 to 100, got 101",
            })
    void whatIsNotThereIsSaid(String path, int status, String fault) {
        ann().get(path).then().statusCode(status).body("faultstring", equalTo(fault));
    }

    @Test
    void nobodyAsksWithoutCredentials() {
        when().get("/v1/rules/default.any/explain").then().statusCode(401);
        when().post("/v1/rules/default.any/explain").then().statusCode(401);
        when().get("/v1/triggerinstances/000000000000000000000000/explain")
                .then()
                .statusCode(401);
    }

    private static void save(String hook, String name, boolean enabled, String type, String criteria) {
        ann().body(json("""
                        {'name': '%s-%s', 'enabled': %s, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'criteria': %s, 'action': {'ref': 'core.echo'}, 'type': {'ref': '%s'}}
                        """.formatted(hook, name, enabled, hook, criteria, type)))
                .post("/v1/rules")
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse explained(String rule, String body) {
        return ann().body(json(body))
                .post("/v1/rules/default." + rule + "/explain")
                .then();
    }
}
