package io.hookline.rules.engine;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RuleEnforcementResourceTest {
    private static final String ECHO = "{'ref': 'core.echo', 'parameters': {'message': 'v{{ trigger.body.v }}'}}";

    @Inject
    Surroundings around;

    @Test
    void aViewShowsTheInstanceAndTheExecutionAsItsOwnerShowsIt() {
        String rule = unique("view");
        TriggerInstance instance = around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 1}");
        judged(instance);
        LiveAction order = around.ordersOf(instance).getFirst();

        String id = ann().get("/v1/ruleenforcements?rule_ref=default." + rule).path("[0].id");

        ann().get("/v1/ruleenforcements/views/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("status", equalTo("succeeded"))
                .body("execution_id", equalTo(order.executionId()))
                .body("trigger_instance.id", equalTo(instance.id()))
                .body("trigger_instance.trigger", equalTo(instance.trigger()))
                .body("trigger_instance.payload.body.v", equalTo(1))
                .body("execution.id", equalTo(order.executionId()))
                .body("execution.status", equalTo("running"))
                .body("execution.action.ref", equalTo("core.echo"))
                .body("execution.runner.name", equalTo("local-shell-cmd"))
                .body("execution.parameters.password", equalTo("********"));
        ann().get("/v1/ruleenforcements/views/" + id + "?show_secrets=true")
                .then()
                .body("execution.parameters.password", equalTo("hush"));
        ann().get("/v1/ruleenforcements/views?rule_ref=default." + rule)
                .then()
                .header("X-Total-Count", "1")
                .header("X-Limit", "50")
                .body("[0].execution.id", equalTo(order.executionId()))
                .body("[0].trigger_instance.id", equalTo(instance.id()));
    }

    @Test
    void aKeyInTheQueryIsGoodForTheExecutionToo() {
        String rule = unique("query");
        judged(around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 1}"));

        given().get("/v1/ruleenforcements/views?st2-api-key=" + Surroundings.KEY + "&rule_ref=default." + rule)
                .then()
                .statusCode(200)
                .body("[0].execution.status", equalTo("running"));
    }

    @Test
    void aViewOfWhatLedToNoExecutionShowsNone() {
        String rule = unique("none");
        TriggerInstance instance = around.arrives(triggerOf(rule, "{'ref': 'core.nope'}", "{}"), "{'v': 1}");
        judged(instance);

        ann().get("/v1/ruleenforcements/views?rule_ref=default." + rule)
                .then()
                .body("[0].execution", anEmptyMap())
                .body("[0].trigger_instance.id", equalTo(instance.id()));
    }

    @Test
    void aViewLooksUpOnlyWhatIsAskedFor() {
        String rule = unique("cut");
        judged(around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 1}"));

        ann().get("/v1/ruleenforcements/views?exclude_attributes=execution&rule_ref=default." + rule)
                .then()
                .body("[0].execution", nullValue())
                .body("[0].trigger_instance.payload.body.v", equalTo(1));
        ann().get("/v1/ruleenforcements/views?include_attributes=execution&rule_ref=default." + rule)
                .then()
                .body("[0].keySet()", containsInAnyOrder("id", "execution"));
        ann().get("/v1/ruleenforcements?include_attributes=execution")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Invalid or unsupported include attribute specified: execution"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule_ref=default.RULE                                 | 1",
                "rule_id=ID                                            | 1",
                "trigger_instance=INSTANCE                             | 1",
                "execution=EXECUTION                                   | 1",
                "rule_ref=default.RULE&status=succeeded                | 1",
                "rule_ref=default.RULE&status=failed                   | 0",
                "rule_ref=default.RULE&enforced_at_gt=2999-01-01T00:00:00Z | 0",
                "rule_ref=default.RULE&enforced_at_lt=2999-01-01T00:00:00Z | 1",
                "rule_ref=default.RULE&offset=1                        | 0",
                "rule_ref=default.nope                                 | 0",
            })
    void listAndViewsAreFilteredAlike(String query, int found) {
        String rule = unique("filter");
        TriggerInstance instance = around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 1}");
        judged(instance);
        String asked = query.replace("RULE", rule)
                .replace("ID", ann().get("/v1/rules/default." + rule).path("id"))
                .replace("INSTANCE", instance.id())
                .replace("EXECUTION", around.ordersOf(instance).getFirst().executionId());

        ann().get("/v1/ruleenforcements?" + asked).then().body("", hasSize(found));
        ann().get("/v1/ruleenforcements/views?" + asked).then().body("", hasSize(found));
    }

    @Test
    void listsAreSortedAsAskedFor() {
        String rule = unique("sort");
        String trigger = triggerOf(rule, ECHO, "{}");
        TriggerInstance first = around.arrives(trigger, "{'v': 1}");
        judged(first);
        TriggerInstance second = around.arrives(trigger, "{'v': 2}");
        judged(second);

        ann().get("/v1/ruleenforcements?rule_ref=default." + rule)
                .then()
                .body("trigger_instance_id", contains(second.id(), first.id()));
        ann().get("/v1/ruleenforcements?sort=enforced_at&rule_ref=default." + rule)
                .then()
                .body("trigger_instance_id", contains(first.id(), second.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/ruleenforcements/nope                    | 404 | Unable to identify resource with id \"nope\".",
                "/v1/ruleenforcements/000000000000000000000000 | 404 | Unable to identify resource with id \"000000000000000000000000\".",
                "/v1/ruleenforcements/views/nope              | 404 | Unable to identify resource with id \"nope\".",
                "/v1/ruleenforcements?enforced_at_lt=nope     | 400 | Datetime value does not match expected format.",
                "/v1/ruleenforcements/views?enforced_at_gt=no | 400 | Datetime value does not match expected format.",
                "/v1/ruleenforcements?limit=0                 | 400 | Limit, \"0\" specified, must be a positive number or -1 for full result set.",
                "/v1/ruleenforcements?offset=-1               | 400 | Offset, \"-1\" specified, must not be negative.",
            })
    void whatCannotBeAnsweredIsSaidInTheOriginalsWords(String path, int status, String fault) {
        ann().get(path).then().statusCode(status).body("faultstring", equalTo(fault));
    }
}
