package io.hookline.action.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.trigger.EndTriggers.Raised;
import io.hookline.common.json.Json;
import io.hookline.common.model.TriggerInstance;
import io.hookline.expressions.template.Datastore;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndTriggersTest {
    private static final String ACTION = "core.st2.generic.actiontrigger";
    private static final String NOTIFY = "core.st2.generic.notifytrigger";
    private static final String INQUIRY = "core.st2.generic.inquiry";
    private static final String ID = "70db1a88aaaaaaaaaaaaaaaa";
    private static final Instant START = Instant.parse("2030-01-01T00:00:08.992832Z");
    private static final Instant END = Instant.parse("2030-01-01T00:00:09Z");
    private static final String TRACED = "{'trace_context': {'trace_tag': 'tag-1'}}";

    @Test
    void anEndTellsWhatRanAndHowItEnded() {
        var ended = ended(EndState.SUCCEEDED, TRACED, "{}", json("{'stdout': 'hi'}"));

        List<TriggerInstance> raised = raised(triggers(Map.of(), ACTION), ended);

        assertThat(raised).hasSize(1);
        TriggerInstance instance = raised.getFirst();
        assertThat(instance.trigger()).isEqualTo(ACTION);
        assertThat(instance.traceTag()).isEqualTo("tag-1");
        assertThat(instance.id()).startsWith("70db1a88").isNotEqualTo(ID);
        assertThat(instance.occurrenceTime()).isEqualTo(END);
        assertThat(instance.depth()).isEqualTo(1);
        assertThat(instance.payload()).isEqualTo(json("""
                        {'execution_id': '70db1a88aaaaaaaaaaaaaaaa', 'status': 'succeeded',
                         'start_timestamp': '2030-01-01 00:00:08.992832+00:00', 'action_name': 'core.local', 'action_ref': 'core.local',
                         'runner_ref': 'local-shell-cmd', 'parameters': {'cmd': 'echo hi', 'password': '********'},
                         'result': {'stdout': 'hi'}}"""));
    }

    @Test
    void theSameEndRaisesTheSame() {
        var ended = ended(EndState.FAILED, TRACED, "{'on-complete': {'routes': ['a', 'b', 'a']}}", json("{}"));

        var triggers = triggers(Map.of(), ACTION, NOTIFY);

        assertThat(raised(triggers, ended)).isEqualTo(raised(triggers, ended));
        assertThat(raised(triggers, ended))
                .extracting(TriggerInstance::id)
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void anExecutionWithoutATraceIsTheBeginningOfOne() {
        var ended = ended(EndState.FAILED, "{}", "{}", json("{}"));

        assertThat(raised(triggers(Map.of(), ACTION), ended).getFirst().traceTag())
                .isEqualTo("execution-" + ID);
    }

    @Test
    void nothingIsRaisedThatNoRuleWaitsFor() {
        var ended = ended(EndState.SUCCEEDED, TRACED, "{'on-complete': {'routes': ['a']}}", json("{}"));

        assertThat(triggers(Map.of()).areAwaited()).isFalse();
        assertThat(raised(triggers(Map.of()), ended)).isEmpty();
        assertThat(raised(triggers(Map.of(), NOTIFY), ended))
                .extracting(TriggerInstance::trigger)
                .containsExactly(NOTIFY);
    }

    @Test
    void theActionTriggerCanBeSwitchedOffOrLimitedToSomeEnds() {
        var off = triggers(Map.of("hookline.triggers.action-trigger", "false"), ACTION);
        var failures = triggers(Map.of("hookline.triggers.action-trigger-states", "failed,timeout"), ACTION);

        assertThat(off.areAwaited()).isFalse();
        assertThat(raised(off, ended(EndState.FAILED, TRACED, "{}", json("{}"))))
                .isEmpty();
        assertThat(raised(failures, ended(EndState.SUCCEEDED, TRACED, "{}", json("{}"))))
                .isEmpty();
        assertThat(raised(failures, ended(EndState.TIMEOUT, TRACED, "{}", json("{}"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "15, 16"})
    void whatAnExecutionRaisesIsOneDeeper(int depth, int raised) {
        var ended = ended(EndState.SUCCEEDED, deep(depth), "{}", json("{}"));

        assertThat(raised(triggers(Map.of(), ACTION), ended).getFirst().depth()).isEqualTo(raised);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 1000})
    void aChainThatIsTooLongEnds(int depth) {
        var ended = ended(EndState.SUCCEEDED, deep(depth), "{}", json("{}"));

        assertThat(triggers(Map.of(), ACTION).of(ended)).isEqualTo(new Raised.TooDeep(depth));
        assertThat(triggers(Map.of(), NOTIFY).of(ended)).isEqualTo(new Raised.Instances(List.of()));
    }

    @Test
    void aLargeResultTravelsCut() {
        ObjectNode result = json("{'return_code': 3, 'failed': true}");
        result.put("stdout", "x".repeat(2000));
        var triggers = triggers(Map.of("hookline.triggers.largest-value", "1500"), ACTION, NOTIFY);

        var raised = raised(triggers, ended(EndState.FAILED, TRACED, "{'on-complete': {'routes': ['a']}}", result));

        ObjectNode cut = json("{'return_code': 3, 'failed': true, '__truncated': 2043}");
        assertThat(raised.getFirst().payload().path("result")).isEqualTo(cut);
        assertThat(Json.stored(
                        raised.get(1).payload().path("data").path("result").asText()))
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SUCCEEDED | complete success",
                "FAILED | complete failure",
                "TIMEOUT | complete failure",
                "ABANDONED | complete failure",
                "CANCELED | complete",
            })
    void eachEndHasItsSections(EndState state, String routes) {
        String sections =
                "{'on-complete': {'routes': ['complete']}, 'on-success': {'channels': ['success']}, 'on-failure': {'routes': ['failure']}}";

        var raised = raised(triggers(Map.of(), NOTIFY), ended(state, TRACED, sections, json("{}")));

        assertThat(raised.stream()
                        .map(instance -> instance.payload().path("route").asText())
                        .toList())
                .isEqualTo(Arrays.asList(routes.split(" ")));
    }

    @Test
    void aNotificationIsRenderedWhenTheExecutionHasEnded() {
        String sections = """
                {'on-complete': {'message': 'said {{ action_results.stdout }} for {{ action_parameters.cmd }}', 'routes': ['chat'],
                                 'data': {'code': '{{ action_results.code }}', 'plain': 1}}}""";

        var raised = raised(
                triggers(Map.of(), NOTIFY),
                ended(EndState.SUCCEEDED, TRACED, sections, json("{'stdout': 'hi', 'code': 0}")));

        assertThat(raised.getFirst().payload()).isEqualTo(json("""
                        {'execution_id': '70db1a88aaaaaaaaaaaaaaaa', 'status': 'succeeded',
                         'start_timestamp': '2030-01-01 00:00:08.992832+00:00', 'end_timestamp': '2030-01-01 00:00:09.000000+00:00',
                         'action_ref': 'core.local', 'runner_ref': 'local-shell-cmd', 'route': 'chat', 'channel': 'chat',
                         'message': 'said hi for echo hi',
                         'data': {'code': '0', 'plain': 1, 'result': '{\\"stdout\\":\\"hi\\",\\"code\\":0}'}}"""));
    }

    @Test
    void whatCannotBeRenderedIsToldAsItIsWritten() {
        String sections = "{'on-complete': {'message': '{{ nobody.knows.this }}', 'routes': ['chat']}}";

        var raised = raised(triggers(Map.of(), NOTIFY), ended(EndState.FAILED, TRACED, sections, json("{}")));

        assertThat(raised.getFirst().payload().path("message").asText()).isEqualTo("{{ nobody.knows.this }}");
    }

    @Test
    void aSectionWithoutAMessageHasOne() {
        var raised = raised(
                triggers(Map.of(), NOTIFY),
                ended(EndState.SUCCEEDED, TRACED, "{'on-success': {'routes': ['chat']}}", json("{}")));

        assertThat(raised.getFirst().payload().path("message").asText()).isEqualTo("Action core.local succeeded.");
    }

    @Test
    void aQuestionTellsWhereItIsToBePut() {
        Raised raised = triggers(Map.of(), INQUIRY).of(new Asking(ID, "chat", END, json(TRACED)));

        TriggerInstance instance = ((Raised.Instances) raised).instances().getFirst();
        assertThat(instance.trigger()).isEqualTo(INQUIRY);
        assertThat(instance.payload()).isEqualTo(json("{'id': '70db1a88aaaaaaaaaaaaaaaa', 'route': 'chat'}"));
        assertThat(instance.traceTag()).isEqualTo("tag-1");
        assertThat(instance.depth()).isEqualTo(1);
    }

    @Test
    void aQuestionRaisesNothingThatNoRuleWaitsForNorAtTheEndOfALongChain() {
        var asking = new Asking(ID, "chat", END, json(deep(16)));

        assertThat(triggers(Map.of(), ACTION).areQuestionsAwaited()).isFalse();
        assertThat(triggers(Map.of(), ACTION).of(asking)).isEqualTo(new Raised.Instances(List.of()));
        assertThat(triggers(Map.of(), INQUIRY).of(asking)).isEqualTo(new Raised.TooDeep(16));
    }

    private static List<TriggerInstance> raised(EndTriggers triggers, Ended ended) {
        return ((Raised.Instances) triggers.of(ended)).instances();
    }

    private static Ended ended(EndState state, String context, String notification, JsonNode result) {
        return new Ended(
                ID,
                state,
                START,
                END,
                "core.local",
                "local-shell-cmd",
                json("{'cmd': 'echo hi', 'password': '********'}"),
                result,
                json(context),
                json(notification));
    }

    private static String deep(int depth) {
        return "{'trace_context': {'trace_tag': 'tag-1', 'depth': " + depth + "}}";
    }

    private static EndTriggers triggers(Map<String, String> settings, String... listenedTo) {
        return new EndTriggers(config(settings), Set.of(listenedTo)::contains, Datastore.EMPTY);
    }

    static RaiseConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RaiseConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RaiseConfig.class);
    }

    /** Single quotes stand for double ones. */
    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"'));
    }
}
