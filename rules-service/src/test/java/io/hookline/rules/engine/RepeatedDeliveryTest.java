package io.hookline.rules.engine;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.Surroundings;
import io.hookline.rules.trigger.DeliveryKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RepeatedDeliveryTest {
    private static final String ECHO = "{'ref': 'core.echo', 'parameters': {'message': 'v{{ trigger.body.v }}'}}";
    private static final List<String> TABLES = List.of(
            "delivery_keys WHERE instance_id = ?",
            "trigger_instances WHERE id = ?",
            "trigger_instance_payloads WHERE id = ?",
            "rule_enforcements WHERE trigger_instance_id = ?");

    @Inject
    Surroundings around;

    @Inject
    RulesDatabase database;

    @Inject
    DeliveryKeys deliveryKeys;

    @Inject
    Judgements judgements;

    @Inject
    MeterRegistry metrics;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final String key = unique("delivery");

    @Test
    void aDeliverySentAgainWhileItIsInFlightIsOneEvent() {
        String trigger = triggerOf(unique("in-flight"), ECHO, "{}");
        double duplicates = duplicates();

        TriggerInstance first = arrives(trigger, now);
        arrives(trigger, now.plusMillis(1));
        arrives(trigger, now.plusSeconds(2));

        afterAll(trigger);
        assertOneEvent(first);
        assertThat(duplicates() - duplicates).isEqualTo(2);
    }

    @Test
    void aRecordThatComesAgainIsNotCountedAsADeliverySentAgain() {
        String trigger = triggerOf(unique("record"), ECHO, "{}");
        double duplicates = duplicates();

        TriggerInstance first = arrives(trigger, now);
        judged(first);
        around.arrives(first);

        afterAll(trigger);
        assertOneEvent(first);
        assertThat(duplicates()).isEqualTo(duplicates);
    }

    @Test
    void afterACrashBeforeTheTransactionTheFirstRecordNamesTheSameExecution() {
        String trigger = triggerOf(unique("crash"), ECHO, "{}");
        TriggerInstance first = arrives(trigger, now);
        judged(first);

        forget(first);
        around.arrives(first);
        arrives(trigger, now.plusSeconds(7));
        afterAll(trigger);

        List<LiveAction> orders = around.ordersOf(first);
        assertThat(orders).hasSize(2);
        assertThat(orders)
                .extracting(LiveAction::executionId)
                .containsOnly(orders.getFirst().executionId());
        assertThat(Ids.time(orders.getFirst().executionId())).isEqualTo(now.truncatedTo(ChronoUnit.SECONDS));
        ann().get("/v1/ruleenforcements?trigger_instance=" + first.id()).then().body("", hasSize(1));
    }

    @Test
    void daysLaterItIsStillTheSameEventUntilItsKeyIsForgotten() {
        String trigger = triggerOf(unique("days"), ECHO, "{}");
        TriggerInstance first = arrives(trigger, now.minus(Duration.ofDays(6)));
        judged(first);

        arrives(trigger, now);
        afterAll(trigger);
        assertOneEvent(first);

        deliveryKeys.forgetBefore(now.minus(Duration.ofDays(7)));
        arrives(trigger, now.plusMillis(1));
        afterAll(trigger);
        assertOneEvent(first);

        deliveryKeys.forgetBefore(now.minus(Duration.ofDays(5)));
        TriggerInstance anew = arrives(trigger, now.plusMillis(2));
        afterAll(trigger);
        assertThat(around.ordersOf(anew))
                .hasSize(2)
                .extracting(LiveAction::executionId)
                .doesNotHaveDuplicates();
        ann().get("/v1/triggerinstances/" + anew.id())
                .then()
                .body("occurrence_time", equalTo(Json.TIME.format(anew.occurrenceTime())))
                .body("links.executions", hasSize(1));
    }

    @Test
    void ofTwoNodesThatJudgeTwoRecordsOfADeliveryOneRecordsIt() {
        TriggerInstance here = delivery("core.elsewhere", now);
        TriggerInstance there = delivery("core.elsewhere", now.plusMillis(1));

        assertThat(judgements.record(List.of(judgement(here)), () -> {})).hasSize(1);
        assertThat(judgements.record(List.of(judgement(there)), () -> {})).isEmpty();
        assertThat(judgements.record(List.of(judgement(here)), () -> {})).hasSize(1);

        judged(here).body("occurrence_time", equalTo(Json.TIME.format(here.occurrenceTime())));
        ann().get("/v1/triggerinstances?id=" + here.id()).then().body("", hasSize(1));
    }

    @Test
    void oneKeyAtTwoTriggersIsTwoEvents() {
        TriggerInstance here = arrives(triggerOf(unique("here"), ECHO, "{}"), now);
        TriggerInstance there = arrives(triggerOf(unique("there"), ECHO, "{}"), now);

        assertOneEvent(here);
        assertOneEvent(there);
    }

    private void assertOneEvent(TriggerInstance first) {
        judged(first).body("occurrence_time", equalTo(Json.TIME.format(first.occurrenceTime())));
        ann().get("/v1/triggerinstances?id=" + first.id()).then().body("", hasSize(1));
        ann().get("/v1/ruleenforcements?trigger_instance=" + first.id()).then().body("", hasSize(1));
        assertThat(around.ordersOf(first)).hasSize(1);
    }

    private TriggerInstance arrives(String trigger, Instant time) {
        TriggerInstance instance = delivery(trigger, time);
        around.arrives(instance);
        return instance;
    }

    private TriggerInstance delivery(String trigger, Instant time) {
        var payload = Json.object();
        payload.putObject("body").put("v", 1);
        return new TriggerInstance(Ids.ofDelivery(trigger, key), trigger, time, payload, unique("tag"), key, 0);
    }

    private static Judgement judgement(TriggerInstance instance) {
        return new Judgement(instance, true, List.of(), List.of(), 0, 0, false, List.of(), List.of(), List.of());
    }

    /** Returns when all that arrived before has been handled: one more, on the same partition, has been judged. */
    private void afterAll(String trigger) {
        var last = new TriggerInstance(
                Ids.fresh(Instant.now()), "core.never-heard-of", Instant.now(), Json.object(), trigger);
        around.arrives(last, key);
        judged(last);
    }

    private double duplicates() {
        return metrics.counter("rules.trigger.instances.duplicates").count();
    }

    private void forget(TriggerInstance instance) {
        database.write(transaction -> {
            for (String table : TABLES) {
                try (PreparedStatement delete =
                        transaction.connection().prepareStatement("DELETE FROM rules." + table)) {
                    delete.setString(1, instance.id());
                    delete.executeUpdate();
                }
            }
            return TABLES.size();
        });
    }
}
