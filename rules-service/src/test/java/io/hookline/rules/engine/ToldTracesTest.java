package io.hookline.rules.engine;

import static io.hookline.rules.Surroundings.ann;
import static io.hookline.rules.Surroundings.judged;
import static io.hookline.rules.Surroundings.triggerOf;
import static io.hookline.rules.Surroundings.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.common.json.Json;
import io.hookline.common.model.TraceInstance;
import io.hookline.common.model.TraceInstance.MatchedRule;
import io.hookline.common.model.TriggerInstance;
import io.hookline.common.topic.Topics;
import io.hookline.rules.Surroundings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What those who keep traces are told of events that start nothing. */
@QuarkusTest
class ToldTracesTest {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final String ECHO = "{'ref': 'core.echo', 'parameters': {'message': 'hi'}}";
    private static final String IS_TWO = "{'trigger.body.v': {'type': 'equals', 'pattern': 2}}";

    @Inject
    Surroundings around;

    @Test
    void anEventThatStartsNothingIsToldOnce() {
        TriggerInstance instance = instance(triggerOf(unique("unmatched"), ECHO, IS_TWO));

        around.arrives(instance);
        judged(instance);
        around.arrives(instance);
        afterAll(instance.id());

        assertThat(told(instance))
                .containsExactly(new TraceInstance(
                        instance.traceId(),
                        instance.traceTag(),
                        instance.id(),
                        instance.trigger(),
                        instance.occurrenceTime(),
                        List.of(),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {ECHO, "{'ref': 'core.echo', 'parameters': {'message': '{{ trigger.body.nope }}'}}"})
    void anEventThatAnExecutionTellsOfIsNotTold(String action) {
        TriggerInstance instance = instance(triggerOf(unique("ordered"), action, "{}"));

        around.arrives(instance);
        judged(instance);
        afterAll(instance.id());

        assertThat(around.ordersOf(instance)).hasSize(1);
        assertThat(told(instance)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{'ref': 'test.disabled'} | {} | true",
                "{'ref': 'core.local'} | {} | true",
                "{'ref': 'core.echo'} | {'trigger.body.v': {'type': 'regex', 'pattern': '('}} | false",
            })
    void aRuleThatMatchedIsToldThoughItsExecutionWasRefused(String action, String criteria, boolean matches) {
        String rule = unique("refused");
        TriggerInstance instance = instance(triggerOf(rule, action, criteria));
        String id = ann().get("/v1/rules/default." + rule).path("id");

        around.arrives(instance);
        afterAll(instance.id());

        assertThat(told(instance))
                .extracting(TraceInstance::rules)
                .containsExactly(matches ? List.of(new MatchedRule(id, "default." + rule)) : List.of());
    }

    /** Returns when all that arrived on this key before has been told: one more has been. */
    private void afterAll(String key) {
        TriggerInstance last = instance("core.never-heard-of");
        around.arrives(last, key);
        await().atMost(LONGEST_WAIT).until(() -> !told(last).isEmpty());
    }

    private List<TraceInstance> told(TriggerInstance instance) {
        return around.all(Topics.TRACES).stream()
                .filter(record -> record.key().equals(instance.id()))
                .map(record -> read(record.value()))
                .toList();
    }

    private static TriggerInstance instance(String trigger) {
        return Surroundings.instance(trigger, "{'v': 1}");
    }

    private static TraceInstance read(byte[] value) {
        try {
            return Json.read(value, TraceInstance.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
