package io.hookline.rules.engine;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.saveRule;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TriggerInstanceConsumerTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final String ECHO = "{'ref': 'core.echo', 'parameters': {'message': 'v{{ trigger.body.v }}'}}";

    @Inject
    Surroundings around;

    @Test
    void aMatchIsPublishedAndRecorded() {
        String rule = unique("match");
        String trigger = triggerOf(rule, ECHO, "{'trigger.body.v': {'type': 'equals', 'pattern': 1}}");

        TriggerInstance instance = around.arrives(trigger, "{'v': 1}");

        judged(instance)
                .body("status", equalTo("processed"))
                .body("trigger", equalTo(trigger))
                .body("payload.body.v", equalTo(1))
                .body("occurrence_time", equalTo(Json.TIME.format(instance.occurrenceTime())));
        LiveAction order = around.ordersOf(instance).getFirst();
        assertThat(order.parameters().path("message").asText()).isEqualTo("v1");
        assertThat(order.rule().path("ref").asText()).isEqualTo("default." + rule);
        ann().get("/v1/ruleenforcements?rule_ref=default." + rule)
                .then()
                .header("X-Total-Count", "1")
                .header("X-Limit", "50")
                .body("status", contains("succeeded"))
                .body("execution_id", contains(order.executionId()))
                .body("trigger_instance_id", contains(instance.id()))
                .body("[0].rule.uid", equalTo("rule:default:" + rule))
                .body("[0].enforced_at", matchesPattern("\\d{4}-.*\\.\\d{6}Z"))
                .body("[0].failure_reason", nullValue());
    }

    @Test
    void aRecordThatComesAgainChangesNothing() {
        String rule = unique("again");
        TriggerInstance instance = around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 1}");
        judged(instance);

        around.arrives(instance);
        around.arrives(instance);
        judged(around.arrives(instance.trigger(), "{'v': 2}"));

        assertThat(around.ordersOf(instance)).hasSize(1);
        ann().get("/v1/ruleenforcements?trigger_instance=" + instance.id())
                .then()
                .body("", hasSize(1));
    }

    @Test
    void eachMatchingRuleAnswersOnceAndOthersNot() {
        String hook = unique("many");
        String trigger = triggerOf(hook, ECHO, "{'trigger.body.v': {'type': 'gt', 'pattern': 1}}");
        for (String other :
                List.of("{'trigger.body.v': {'type': 'lt', 'pattern': 1}}", "{'trigger.body.v': {'type': 'exists'}}")) {
            ann().body(json("""
                            {'name': '%s', 'enabled': true, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                             'criteria': %s, 'action': {'ref': 'core.echo'}}
                            """.formatted(unique("other"), hook, other)))
                    .post("/v1/rules")
                    .then()
                    .statusCode(201);
        }

        TriggerInstance instance = around.arrives(trigger, "{'v': 5}");

        judged(instance);
        ann().get("/v1/ruleenforcements?trigger_instance=" + instance.id())
                .then()
                .body("status", contains("succeeded", "succeeded"));
        assertThat(around.ordersOf(instance)).hasSize(2);
    }

    @Test
    void aChangeCountsForEveryInstanceThatComesAfterItsAnswer() {
        String rule = unique("change");
        String trigger = triggerOf(rule, ECHO, "{}");
        String enabled = ann().get("/v1/rules/default." + rule).asString();

        ann().body(enabled.replace("\"enabled\":true", "\"enabled\":false")).put("/v1/rules/default." + rule);
        TriggerInstance whileDisabled = around.arrives(trigger, "{'v': 1}");
        judged(whileDisabled);
        ann().body(enabled).put("/v1/rules/default." + rule);
        TriggerInstance whileEnabled = around.arrives(trigger, "{'v': 2}");
        judged(whileEnabled);
        ann().delete("/v1/rules/default." + rule);
        TriggerInstance afterwards = around.arrives(trigger, "{'v': 3}");
        judged(afterwards).body("status", equalTo("processed"));

        ann().get("/v1/ruleenforcements?rule_ref=default." + rule)
                .then()
                .body("trigger_instance_id", contains(whileEnabled.id()));
    }

    @Test
    void aBackstopAnswersOnlyIfNoStandardRuleMatched() {
        String hook = unique("backstop");
        String trigger =
                triggerOf(hook, "{'ref': 'core.nope'}", "{'trigger.body.v': {'type': 'eq', 'pattern': 'known'}}");
        ann().body(json("""
                        {'name': '%s-b', 'enabled': true, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'action': {'ref': 'core.echo'}, 'type': {'ref': 'backstop'}}
                        """.formatted(hook, hook))).post("/v1/rules").then().statusCode(201);

        TriggerInstance known = around.arrives(trigger, "{'v': 'known'}");
        TriggerInstance unknown = around.arrives(trigger, "{'v': 'other'}");

        judged(known);
        judged(unknown);
        ann().get("/v1/ruleenforcements?rule_ref=default." + hook + "-b")
                .then()
                .body("trigger_instance_id", contains(unknown.id()));
        ann().get("/v1/ruleenforcements?rule_ref=default." + hook)
                .then()
                .body("trigger_instance_id", contains(known.id()))
                .body("failure_reason", contains("Action \"core.nope\" doesn't exist"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{'ref': 'test.disabled'} | {} | Unable to execute. Action \"test.disabled\" is disabled.",
                "{'ref': 'core.local'} | {} | 'cmd' is a required property",
                "{'ref': 'core.local', 'parameters': {'cmd': 'date', 'timeout': '{{ trigger.body.v }}'}} | {} | invalid literal for int() with base 10: 'x'",
                "{'ref': 'core.echo'} | {'trigger.body.v': {'type': 'gt', 'pattern': 5}} | Failed to match rule ",
                "{'ref': 'core.echo'} | {'trigger.body.v': {'type': 'regex', 'pattern': '('}} | Failed to match rule ",
                "{'ref': 'core.echo'} | {'trigger.body.v': {'type': 'eq', 'pattern': '{{ trigger.nope.x }}'}} | Failed to match rule ",
            })
    void whatFailsIsRecordedWithItsReasonAndTheInstanceIsProcessed(String action, String criteria, String reason) {
        String rule = unique("fails");
        TriggerInstance instance = around.arrives(triggerOf(rule, action, criteria), "{'v': 'x'}");

        judged(instance).body("status", equalTo("processed"));
        ann().get("/v1/ruleenforcements?rule_ref=default." + rule)
                .then()
                .body("status", contains("failed"))
                .body("[0].failure_reason", startsWith(reason))
                .body("[0].execution_id", nullValue());
        assertThat(around.ordersOf(instance)).isEmpty();
    }

    @Test
    void whatCannotBeRenderedIsPublishedToBeRecordedAsFailed() {
        String rule = unique("unrendered");
        TriggerInstance instance = around.arrives(
                triggerOf(rule, "{'ref': 'core.echo', 'parameters': {'message': '{{ trigger.body.nope }}'}}", "{}"),
                "{'v': 1}");

        judged(instance);
        LiveAction order = around.ordersOf(instance).getFirst();
        assertThat(order.error()).startsWith("Failed to render parameter \"message\": ");
        ann().get("/v1/ruleenforcements?execution=" + order.executionId())
                .then()
                .body("status", contains("failed"))
                .body("failure_reason", contains(order.error()))
                .body("[0].execution_id", nullValue())
                .body("[0].failed_execution_id", equalTo(order.executionId()));
    }

    @Test
    void anInstanceOfAnUnknownTriggerIsRecordedAllTheSame() {
        TriggerInstance instance = around.arrives("core.never-heard-of", "{}");

        judged(instance).body("status", equalTo("processed")).body("trigger", equalTo("core.never-heard-of"));
    }

    @Test
    void aRecordThatNobodyCanReadIsSetAsideAndTheNextIsJudged() {
        String trigger = triggerOf(unique("poison"), ECHO, "{}");
        String key = unique("poison");
        around.send(Topics.TRIGGER_INSTANCES, key, "no json".getBytes(UTF_8));
        around.send(Topics.TRIGGER_INSTANCES, key, "{\"id\": \"x\"}".getBytes(UTF_8));
        TriggerInstance unstorable = new TriggerInstance(
                Ids.fresh(Instant.now()),
                "core.\0",
                Instant.now(),
                Json.object().put("a", 1),
                "tag");
        around.arrives(unstorable);

        judged(around.arrives(trigger, "{'v': 1}"));

        await().atMost(LONGEST_WAIT).untilAsserted(() -> {
            List<String> dead = new ArrayList<>();
            around.all(Topics.dead(Topics.TRIGGER_INSTANCES)).forEach(record -> dead.add(record.key()));
            assertThat(dead).contains(key, key, unstorable.id());
        });
    }

    @Test
    void anInstanceCanBeSentRoundAgain() {
        String rule = unique("re-emit");
        TriggerInstance instance = around.arrives(triggerOf(rule, ECHO, "{}"), "{'v': 7}");
        judged(instance);

        ann().post("/v1/triggerinstances/" + instance.id() + "/re_emit")
                .then()
                .statusCode(200)
                .body("message", equalTo("Trigger instance " + instance.id() + " succesfully re-sent."))
                .body("payload.body.v", equalTo(7))
                .body("payload.__context.original_id", equalTo(instance.id()));

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> ann().get("/v1/triggerinstances?trigger=" + instance.trigger())
                        .then()
                        .body("", hasSize(2))
                        .body("[0].payload.__context.original_id", equalTo(instance.id())));
        ann().post("/v1/triggerinstances/nope/re_emit")
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Unable to identify resource with id \"nope\"."));
        ann().delete("/v1/rules/default." + rule);
        ann().post("/v1/triggerinstances/" + instance.id() + "/re_emit").then().statusCode(400);
    }

    @Test
    void instancesAreListedNewestFirst() {
        String trigger = triggerOf(unique("listed"), ECHO, "{}");
        TriggerInstance first = around.arrives(trigger, "{'v': 1}");
        judged(first);
        await().until(() -> Instant.now().isAfter(first.occurrenceTime().plusMillis(2)));
        TriggerInstance second = around.arrives(trigger, "{'v': 2}");
        judged(second);

        ann().get("/v1/triggerinstances?trigger=" + trigger)
                .then()
                .header("X-Total-Count", "2")
                .header("X-Limit", "100")
                .body("id", contains(second.id(), first.id()));
        ann().get("/v1/triggerinstances?include_attributes=status&limit=1&offset=1&trigger=" + trigger)
                .then()
                .body("id", contains(first.id()))
                .body("[0].keySet()", containsInAnyOrder("id", "status"));
        ann().get("/v1/triggerinstances?trigger_type=core.st2.webhook&limit=1")
                .then()
                .body("", hasSize(1));
        ann().get("/v1/triggerinstances?trigger_type=default.nope").then().body("", hasSize(0));
        ann().get("/v1/triggerinstances?status=pending&trigger=" + trigger)
                .then()
                .body("", hasSize(0));
        ann().get("/v1/triggerinstances?timestamp_gt=2999-01-01T00:00:00Z")
                .then()
                .body("", hasSize(0));
        ann().get("/v1/triggerinstances?timestamp_gt=yesterday")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Datetime value does not match expected format."));
        ann().get("/v1/ruleenforcements?enforced_at_gt=2999-01-01T00:00:00Z")
                .then()
                .body("", hasSize(0));
        ann().get("/v1/ruleenforcements/nope")
                .then()
                .statusCode(404)
                .body("faultstring", equalTo("Unable to identify resource with id \"nope\"."));
    }

    @Test
    void ruleSavedWithBackstopTypeShowsIt() {
        saveRule(unique("type"), "{'ref': 'core.echo'}", "{}", "backstop")
                .then()
                .body("type.ref", equalTo("backstop"));
    }
}
