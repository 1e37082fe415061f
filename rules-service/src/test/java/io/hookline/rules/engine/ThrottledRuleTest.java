package io.hookline.rules.engine;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.Conditions;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules with a throttle, on a real broker and a real database. */
@QuarkusTest
class ThrottledRuleTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject
    Surroundings around;

    @Inject
    Engine engine;

    @Inject
    Judgements judgements;

    @Inject
    Throttles throttles;

    @Inject
    RulesDatabase database;

    @Test
    void theFirstMatchesOfEachKeyAreEnforcedAndTheOthersHeldBack() {
        String rule = unique("first");
        String trigger = save(rule, "{'key': '{{ trigger.body.host }}', 'max': 2, 'per': '1h'}");

        List<TriggerInstance> ofOne = arrived(trigger, "{'host': 'a'}", 4);
        List<TriggerInstance> ofOther = arrived(trigger, "{'host': 'b'}", 1);

        awaitOrders(ofOne, 2);
        awaitOrders(ofOther, 1);
        assertThat(count(rule, "succeeded")).isEqualTo(3);
        assertThat(count(rule, "throttled")).isEqualTo(2);
        ann().get("/v1/ruleenforcements?status=throttled&limit=1&rule_ref=default." + rule)
                .then()
                .body("[0].throttle_reason", startsWith("Held back by the rule's throttle: at most 2 matches per 1h; "))
                .body("[0].failure_reason", nullValue())
                .body("[0].execution_id", nullValue());
    }

    @Test
    void anExplanationTellsWhetherAMatchWouldBeHeldBackNowAndTakesNoPlace() {
        String rule = unique("explained");
        String trigger = save(rule, "{'key': 'of {{ trigger.body.host }}', 'max': 1, 'per': '1h'}");

        explained(rule, "a")
                .body("throttle.key", equalTo("of a"))
                .body("throttle.held_back", equalTo(false))
                .body("throttle.reason", nullValue());
        awaitOrders(arrived(trigger, "{'host': 'a'}", 1), 1);

        explained(rule, "a")
                .body("throttle.held_back", equalTo(true))
                .body("throttle.reason", startsWith("Held back by the rule's throttle: at most 1 match per 1h; this"));
        explained(rule, "b").body("throttle.key", equalTo("of b")).body("throttle.held_back", equalTo(false));
        ann().body("{\"payload\": {\"body\": {}}}")
                .post("/v1/rules/default." + rule + "/explain")
                .then()
                .body("throttle.failure_reason", startsWith("Failed to render throttle key"));
    }

    private static ValidatableResponse explained(String rule, String host) {
        return ann().body("{\"payload\": {\"body\": {\"host\": \"" + host + "\"}}}")
                .post("/v1/rules/default." + rule + "/explain")
                .then()
                .statusCode(200);
    }

    @Test
    void aRecordThatComesAgainTakesNoPlace() {
        String rule = unique("again");
        String trigger = save(rule, "{'max': 2, 'per': '1h'}");

        TriggerInstance first = arrived(trigger, "{'host': 'a'}", 1).getFirst();
        around.arrives(first);
        around.arrives(first);
        arrived(trigger, "{'host': 'a'}", 1);

        awaitOrders(List.of(first), 1);
        assertThat(count(rule, "succeeded")).isEqualTo(2);
        assertThat(count(rule, "throttled")).isZero();
    }

    @Test
    void nodesThatJudgeTheSameAtOnceCountItOnceAndTogetherLetNoMoreThrough() {
        String rule = unique("nodes");
        String trigger = save(rule, "{'max': 3, 'per': '1h'}");
        List<TriggerInstance> instances = Stream.generate(() -> Surroundings.instance(trigger, "{'host': 'a'}"))
                .limit(20)
                .toList();

        List<CompletableFuture<Void>> nodes = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> judgements.record(engine.judge(instances), () -> {})))
                .limit(4)
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertThat(count(rule, "succeeded")).isEqualTo(3);
        assertThat(count(rule, "throttled")).isEqualTo(17);
        awaitOrders(instances, 3);
    }

    @Test
    void theLastMatchIsEnforcedWhenTheWindowIsOver() {
        String rule = unique("last");
        String trigger = save(rule, "{'max': 1, 'per': '3s', 'mode': 'last'}");

        List<TriggerInstance> instances = judgedAtOnce(trigger, 5);

        TriggerInstance last = instances.getLast();
        await().atMost(LONGEST_WAIT).until(() -> count(rule, "succeeded") == 1);
        assertThat(count(rule, "throttled")).isEqualTo(4);
        ann().get("/v1/ruleenforcements?status=succeeded&rule_ref=default." + rule)
                .then()
                .body("trigger_instance_id", contains(last.id()))
                .body("[0].throttle_reason", nullValue());
        awaitOrders(instances, 1);
        LiveAction order = around.ordersOf(last).getFirst();
        ann().get("/v1/ruleenforcements?execution=" + order.executionId())
                .then()
                .body("", hasSize(1));
        assertThat(order.requestedAt()).isAfter(last.occurrenceTime().plusSeconds(2));
    }

    @Test
    void whatIsHeldForARuleThatIsGoneIsNotEnforced() {
        String rule = unique("gone");
        String trigger = save(rule, "{'per': '10s', 'mode': 'last'}");
        String id = ann().get("/v1/rules/default." + rule).path("id");
        List<TriggerInstance> instances = judgedAtOnce(trigger, 2);

        ann().delete("/v1/rules/default." + rule).then().statusCode(204);

        await().atMost(LONGEST_WAIT).until(() -> held(id) == 0);
        assertThat(count(rule, "throttled")).isEqualTo(2);
        assertThat(orders(instances)).isZero();
    }

    @Test
    void aKeyThatCannotBeRenderedFailsAndRunsNothing() {
        String rule = unique("key");
        String trigger = save(rule, "{'key': '{{ trigger.body.host }}', 'per': '1h'}");

        List<TriggerInstance> instances = arrived(trigger, "{'n': 1}", 1);

        assertThat(orders(instances)).isZero();
        ann().get("/v1/ruleenforcements?rule_ref=default." + rule)
                .then()
                .body("status", contains("failed"))
                .body("[0].failure_reason", startsWith("Failed to render throttle key \"{{ trigger.body.host }}\": "));
    }

    @Test
    void windowsThatAreOverAreForgotten() {
        String rule = unique("over");
        String trigger = save(rule, "{'per': '1h'}");
        arrived(trigger, "{'host': 'a'}", 1);
        String id = ann().get("/v1/rules/default." + rule).path("id");
        database.write(transaction -> {
            try (PreparedStatement update = transaction
                    .connection()
                    .prepareStatement(
                            "UPDATE rules.throttles SET ends = now() - interval '1 hour' WHERE rule_id = ?")) {
                update.setString(1, id);
                return update.executeUpdate();
            }
        });

        assertThat(throttles.forget()).isPositive();

        arrived(trigger, "{'host': 'a'}", 1);
        assertThat(count(rule, "succeeded")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'per': '5m', 'burst': 3} | Additional properties are not allowed ('burst' was unexpected)",
                "{'key': 'x'} | 'per' is a required property",
                "{'per': '5m', 'mode': 'all'} | 'all' is not one of ['first', 'last']",
                "{'per': '5m', 'max': 0} | throttle.max has to be between 1 and 1000 with mode \"first\", was 0",
            })
    void whatIsNoThrottleIsRefusedWithItsRule(String throttle, String reason) {
        saving(unique("refused"), throttle).then().statusCode(400).body("faultstring", equalTo(reason));
    }

    @Test
    void aThrottleIsShownWithItsDefaultsAndStaysWhenTheRuleIsSentBack() {
        String rule = unique("shown");
        Response saved = saving(rule, "{'per': '5m'}");

        saved.then()
                .statusCode(201)
                .body("throttle.key", equalTo(""))
                .body("throttle.max", equalTo(1))
                .body("throttle.mode", equalTo("first"));
        ann().body(saved.asString())
                .put("/v1/rules/default." + rule)
                .then()
                .statusCode(200)
                .body("throttle.per", equalTo("5m"));
        ann().get("/v1/rules?include_attributes=throttle&name=" + rule).then().body("[0].throttle.per", equalTo("5m"));
        ann().body(saved.asString().replaceFirst("\"throttle\":\\{[^}]*\\},?", ""))
                .put("/v1/rules/default." + rule)
                .then()
                .statusCode(200)
                .body("throttle", nullValue());
    }

    private static String save(String rule, String throttle) {
        return saving(rule, throttle).then().statusCode(201).extract().path("trigger.ref");
    }

    private static Response saving(String rule, String throttle) {
        return ann().body(json("""
                        {'name': '%s', 'enabled': true, 'trigger': {'type': 'core.st2.webhook', 'parameters': {'url': '%s'}},
                         'action': {'ref': 'core.echo'}, 'throttle': %s}
                        """.formatted(rule, rule, throttle))).post("/v1/rules");
    }

    /** One after the other. */
    private List<TriggerInstance> arrived(String trigger, String body, int times) {
        List<TriggerInstance> instances = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            instances.add(around.arrives(trigger, body));
            judged(instances.getLast());
        }
        return instances;
    }

    /** As one batch, so that they are in one window however slow the machine is. */
    private List<TriggerInstance> judgedAtOnce(String trigger, int times) {
        List<TriggerInstance> instances = Stream.generate(() -> Surroundings.instance(trigger, "{'host': 'a'}"))
                .limit(times)
                .toList();
        judgements.record(engine.judge(instances), () -> {});
        return instances;
    }

    private void awaitOrders(List<TriggerInstance> instances, int number) {
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> assertThat(orders(instances)).isEqualTo(number));
    }

    private long held(String rule) {
        return database.read(
                connection -> new Conditions().and("rule_id = ?", rule).count(connection, "rules.held_matches"));
    }

    private long orders(List<TriggerInstance> instances) {
        return instances.stream()
                .mapToLong(instance -> around.ordersOf(instance).size())
                .sum();
    }

    private static int count(String rule, String status) {
        return Integer.parseInt(ann().get("/v1/ruleenforcements?limit=1&status=" + status + "&rule_ref=default." + rule)
                .header("X-Total-Count"));
    }
}
