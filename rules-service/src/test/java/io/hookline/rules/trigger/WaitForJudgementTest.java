package io.hookline.rules.trigger;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import io.hookline.common.model.LiveAction;
import io.hookline.common.model.TriggerInstance;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class WaitForJudgementTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Inject
    Surroundings around;

    @Inject
    RulesDatabase database;

    @Inject
    TriggerInstances instances;

    @Inject
    JudgementWaiters waiters;

    @Test
    void whoWaitsIsAnsweredWhenTheInstanceIsJudged() throws Exception {
        TriggerInstance instance = instance(triggerOf(unique("wait"), "{'ref': 'core.echo'}", "{}"), 0);

        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> waiting(instance, 60), requests);
            await().atMost(LONGEST_WAIT).until(() -> waiters.waiting() > 0);
            around.arrives(instance);

            answer.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(instance.id()))
                    .body("links.executions", hasSize(1));
        }
    }

    @Test
    void whatAnotherNodeHasJudgedIsSeenToo() throws Exception {
        TriggerInstance instance = instance("core.elsewhere", 0);

        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = CompletableFuture.supplyAsync(() -> waiting(instance, 60), requests);
            await().atMost(LONGEST_WAIT).until(() -> waiters.waiting() > 0);
            database.write(transaction -> instances.insert(transaction.connection(), List.of(instance)));

            answer.get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS).then().statusCode(200);
        }
    }

    @Test
    void whatIsJudgedAlreadyIsAnsweredAtOnce() {
        TriggerInstance instance = instance("core.elsewhere", 0);
        around.arrives(instance);
        judged(instance);

        waiting(instance, 60).then().statusCode(200).body("id", equalTo(instance.id()));
    }

    @Test
    void atTheEndOfTheTimeItIs404WithWordsOnHowFarJudgingIs() {
        TriggerInstance never = instance("core.elsewhere", 0);

        for (Response answer : List.of(waiting(never, 1), waiting(never, 0), ann().get(path(never)))) {
            answer.then()
                    .statusCode(404)
                    .header("Retry-After", matchesPattern("[0-9]+"))
                    .body("faultstring", equalTo("Unable to identify resource with id \"" + never.id() + "\"."))
                    .body("judging", startsWith("If it was accepted it is not judged yet"));
        }
        assertThat(waiters.waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "x, Parameter \"wait\" is not of type integer",
        "1.5, Parameter \"wait\" is not of type integer",
        "'', Parameter \"wait\" is not of type integer",
        "61, 'Parameter \"wait\" must be from 0 to 60, got 61'",
        "-1, 'Parameter \"wait\" must be from 0 to 60, got -1'"
    })
    void aTimeThatCannotBeWaitedIsRefused(String wait, String fault) {
        ann().get("/v1/triggerinstances/5f0000010000000000000001?wait=" + wait)
                .then()
                .statusCode(400)
                .body("faultstring", equalTo(fault));
    }

    @Test
    void whatIsNoIdIsNotWaitedFor() {
        ann().get("/v1/triggerinstances/nope?wait=60")
                .then()
                .statusCode(404)
                .header("Retry-After", equalTo(null))
                .body("faultstring", equalTo("Unable to identify resource with id \"nope\"."));
    }

    @Test
    void moreThanTheBoundDoNotWait() {
        RulesConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RulesConfig.class)
                .withDefaultValues(Map.of("hookline.rules.most-waiting", "2"))
                .build()
                .getConfigMapping(RulesConfig.class);
        var few = new JudgementWaiters(instances, config);

        var first = few.awaitJudged("a", LONGEST_WAIT);
        assertThat(first).isPresent();
        assertThat(few.awaitJudged("a", LONGEST_WAIT)).isPresent();
        assertThat(few.awaitJudged("b", LONGEST_WAIT)).isEmpty();
        few.wake(List.of("a"));

        assertThat(few.waiting()).isZero();
        assertThat(few.awaitJudged("b", LONGEST_WAIT)).isPresent();
    }

    @Test
    void anInstanceNamesWhatFollowedFromIt() {
        TriggerInstance instance = instance(triggerOf(unique("links"), "{'ref': 'core.echo'}", "{}"), 0);
        around.arrives(instance);
        judged(instance);
        LiveAction order = around.ordersOf(instance).getFirst();
        String enforcement = ann().get("/v1/ruleenforcements?trigger_instance=" + instance.id())
                .path("[0].id");

        judged(instance)
                .body("links.executions", contains(order.executionId()))
                .body("links.rule_enforcements", contains(enforcement));
        ann().get(path(instance) + "?include_attributes=links")
                .then()
                .body("keySet()", containsInAnyOrder("id", "links"));
        ann().get(path(instance) + "?exclude_attributes=links").then().body("", not(hasKey("links")));
        String list = "/v1/triggerinstances?trigger=" + instance.trigger();
        ann().get(list).then().body("[0]", not(hasKey("links")));
        ann().get(list + "&include_attributes=links.executions,status")
                .then()
                .body("[0].links.executions", contains(order.executionId()))
                .body("[0].links", not(hasKey("rule_enforcements")))
                .body("[0].status", equalTo("processed"));
    }

    @Test
    void anInstanceWithoutConsequencesHasEmptyLinks() {
        TriggerInstance instance = instance("core.elsewhere", 0);
        around.arrives(instance);

        judged(instance).body("links.executions", hasSize(0)).body("links.rule_enforcements", hasSize(0));
    }

    @Test
    void whatIsSentRoundAgainKeepsItsDepthAndLosesTheNameOfItsDelivery() {
        String trigger = triggerOf(unique("depth"), "{'ref': 'core.echo'}", "{}");
        String key = unique("delivery");
        var original = new TriggerInstance(
                Ids.ofDelivery(trigger, key),
                trigger,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                Json.object().put("a", 1),
                "tag",
                key,
                3);
        around.arrives(original);
        judged(original);

        ann().post(path(original) + "/re_emit").then().statusCode(200);
        ann().post(path(original) + "/re_emit").then().statusCode(200);

        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> assertThat(around.instancesOf(trigger))
                        .hasSize(3)
                        .filteredOn(instance -> !instance.id().equals(original.id()))
                        .hasSize(2)
                        .allMatch(instance -> instance.depth() == 3 && !instance.hasDeliveryKey()));
        await().atMost(LONGEST_WAIT)
                .untilAsserted(() -> ann().get("/v1/triggerinstances?trigger=" + trigger)
                        .then()
                        .body("", hasSize(3)));
    }

    private static Response waiting(TriggerInstance instance, int seconds) {
        return ann().get(path(instance) + "?wait=" + seconds);
    }

    private static String path(TriggerInstance instance) {
        return "/v1/triggerinstances/" + instance.id();
    }

    private static TriggerInstance instance(String trigger, int depth) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new TriggerInstance(Ids.fresh(now), trigger, now, Json.object().put("a", 1), unique("tag"), null, depth);
    }
}
