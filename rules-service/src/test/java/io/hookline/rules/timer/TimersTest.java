package io.hookline.rules.timer;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.json;
import static io.hookline.rules.Surroundings.unique;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.RulesDatabase;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** On a real database; the node of the test ticks too. */
@QuarkusTest
class TimersTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration TOLERANCE = Duration.ofMinutes(1);
    private static final String EACH_SECOND = "{'unit': 'seconds', 'delta': 1}";

    @Inject
    Surroundings around;

    @Inject
    RulesDatabase database;

    @Test
    void eachTickFiresOnceThoughNodesCompete() {
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Timers node = new Timers(database);
            nodes.add(CompletableFuture.runAsync(() -> {
                while (!enough.get()) {
                    node.fire(TOLERANCE);
                }
            }));
        }
        String rule = unique("compete");
        String trigger = save(rule, true, EACH_SECOND);

        await().atMost(LONGEST_WAIT).until(() -> ticks(trigger).size() >= 5);
        enough.set(true);
        nodes.forEach(CompletableFuture::join);
        remove(rule);

        List<TriggerInstance> ticks = ticks(trigger);
        assertThat(new HashSet<>(ticks.stream().map(TriggerInstance::id).toList()))
                .hasSameSizeAs(ticks);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(Duration.between(
                            ticks.get(i - 1).occurrenceTime(), ticks.get(i).occurrenceTime()))
                    .isEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aTickTellsWhenItWasFiredAndWhichTimerItIs() {
        String rule = unique("payload");
        String trigger = save(rule, true, EACH_SECOND);

        await().atMost(LONGEST_WAIT).until(() -> !ticks(trigger).isEmpty());
        remove(rule);

        TriggerInstance tick = ticks(trigger).getFirst();
        assertThat(tick.payload().path("executed_at").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00");
        assertThat(tick.payload().path("schedule")).isEqualTo(Json.stored(json(EACH_SECOND)));
        assertThat(tick.traceTag()).isEqualTo("st2.IntervalTimer-" + trigger.substring("core.".length()));
        assertThat(tick.depth()).isZero();
    }

    @Test
    void aTimerRunsOnlyWhileAnEnabledRuleIsOnIt() {
        String rule = unique("enabled");
        String hourly = "{'unit': 'hours', 'delta': 7}";

        String trigger = save(rule, false, hourly);
        assertThat(runs(trigger)).isFalse();

        enable(rule, true);
        assertThat(runs(trigger)).isTrue();
        enable(rule, false);
        assertThat(runs(trigger)).isFalse();

        enable(rule, true);
        remove(rule);
        assertThat(runs(trigger)).isFalse();
    }

    @Test
    void whatIsNoScheduleIsRefusedWithItsRule() {
        ann().body(rule(unique("zzz"), true, "CronTimer", "{'hour': 'zzz'}"))
                .post("/v1/rules")
                .then()
                .statusCode(400)
                .body("faultstring", equalTo("Unrecognized expression \"zzz\" for field \"hour\""));
    }

    private boolean runs(String trigger) {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT FROM rules.timers WHERE trigger_ref = ?")) {
                select.setString(1, trigger);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static String save(String rule, boolean enabled, String interval) {
        return ann().body(rule(rule, enabled, "IntervalTimer", interval))
                .post("/v1/rules")
                .then()
                .statusCode(201)
                .extract()
                .path("trigger.ref");
    }

    private static String rule(String name, boolean enabled, String timer, String parameters) {
        return json("""
                {'name': '%s', 'enabled': %s, 'trigger': {'type': 'core.st2.%s', 'parameters': %s}, 'action': {'ref': 'core.echo'}}
                """.formatted(name, enabled, timer, parameters));
    }

    private static void enable(String rule, boolean enabled) {
        String saved = ann().get("/v1/rules/default." + rule).asString();
        ann().body(saved.replaceFirst("\"enabled\":(true|false)", "\"enabled\":" + enabled))
                .put("/v1/rules/default." + rule)
                .then()
                .statusCode(200);
    }

    private static void remove(String rule) {
        ann().delete("/v1/rules/default." + rule).then().statusCode(204);
    }

    private List<TriggerInstance> ticks(String trigger) {
        // Other tests leave records there that nobody can read.
        return around.all(Topics.TRIGGER_INSTANCES).stream()
                .filter(record -> new String(record.value(), UTF_8).contains(trigger))
                .map(record -> read(record.value()))
                .sorted(java.util.Comparator.comparing(TriggerInstance::occurrenceTime))
                .toList();
    }

    private static TriggerInstance read(byte[] value) {
        try {
            return Json.read(value, TriggerInstance.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
