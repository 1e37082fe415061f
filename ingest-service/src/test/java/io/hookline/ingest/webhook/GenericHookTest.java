package io.hookline.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Trigger;
import io.hookline.common.model.TriggerType;
import io.hookline.ingest.webhook.GenericHook.Outcome.Dispatch;
import io.hookline.ingest.webhook.GenericHook.Outcome.Refused;
import io.hookline.ingest.webhook.GenericHook.Outcome.Unknown;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericHookTest {
    private static final Trigger PLAIN = Samples.shadow("000000000000000000000011", "default.plain");
    private static final Trigger STRICT = Samples.shadow("000000000000000000000012", "default.strict");
    private static final Trigger ODD =
            Samples.trigger("000000000000000000000013", "default.0b1e", "default.param", "{'p': 1}");
    private static final Trigger HOOK = Samples.hook("000000000000000000000014", "sample");

    private static final GenericHook.Known KNOWN = new Facts(
            List.of(PLAIN, STRICT, ODD, HOOK),
            List.of(
                    Samples.type("000000000000000000000021", "default.plain", "{}", "{}"),
                    Samples.type(
                            "000000000000000000000022",
                            "default.strict",
                            "{'type': 'object', 'properties': {'n': {'type': 'integer'},"
                                    + " 'r': {'type': 'string', 'required': true}}}",
                            "{}"),
                    Samples.type(
                            "000000000000000000000023",
                            "default.param",
                            "{}",
                            "{'type': 'object', 'properties': {'p': {'type': 'integer'}}}"),
                    Samples.WEBHOOK_TYPE));

    private final GenericHook hook = new GenericHook(true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'trigger': 'default.plain', 'payload': {'a': 1}}            | default.plain  | {'a':1}",
                "{'trigger': 'default.plain'}                                 | default.plain  | {}",
                "{'trigger': 'default.plain', 'payload': null}                | default.plain  | {}",
                "{'trigger': 'default.strict', 'payload': {'r': 'x'}}         | default.strict | {'r':'x'}",
                "{'trigger': 'default.strict', 'payload': {'r': 'x', 'n': null, 'e': [1]}} | default.strict"
                        + " | {'r':'x','n':null,'e':[1]}",
                "{'trigger': 'default.0b1e', 'payload': {}}                   | default.0b1e   | {}",
                "{'trigger': {'type': 'default.param', 'parameters': {'p': 1}}, 'payload': {'a': 1}} | default.0b1e"
                        + " | {'a':1}",
                "{'trigger': {'type': 'default.plain'}}                       | default.plain  | {}",
                "{'trigger': {'type': 'default.plain', 'parameters': null}}   | default.plain  | {}",
                "{'trigger': {'id': '000000000000000000000013'}}              | default.0b1e   | {}",
                "{'trigger': {'uid': 'trigger:000000000000000000000013'}}     | default.0b1e   | {}",
                "{'trigger': {'id': '000000000000000000000013', 'uid': 'x', 'type': 'default.plain'}} | default.0b1e"
                        + " | {}",
                "{'trigger': {'id': null, 'uid': null, 'type': 'default.plain'}} | default.plain | {}"
            })
    void aTriggerIsNamedByReferenceOrByWhatElseTellsItApart(String body, String trigger, String payload) {
        assertThat(hook.judge(json(body), KNOWN)).isInstanceOfSatisfying(Dispatch.class, dispatch -> {
            assertThat(dispatch.trigger().ref()).isEqualTo(trigger);
            assertThat(dispatch.payload().toString()).isEqualTo(payload.replace('\'', '"'));
            assertThat(dispatch.fault()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]                   | Webhook body needs to be an object, got: array",
                "{}                    | Trigger not specified.",
                "{'payload': {'a': 1}} | Trigger not specified.",
                "{'trigger': ''}       | Trigger not specified.",
                "{'trigger': null}     | Trigger not specified.",
                "{'trigger': {}}       | Trigger not specified.",
                "{'trigger': []}       | Trigger not specified.",
                "{'trigger': false}    | Trigger not specified.",
                "{'trigger': 0}        | Trigger not specified."
            })
    void aBodyWithoutATriggerIsRefused(String body, String fault) {
        assertThat(hook.judge(json(body), KNOWN)).isEqualTo(new Refused(fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'trigger': 'nodot', 'payload': {}}                          | nodot          | Invalid resource"
                        + " reference: nodot",
                "{'trigger': 'default.strict'}                                | default.strict | None is not of type"
                        + " 'object'",
                "{'trigger': 'default.strict', 'payload': null}               | default.strict | None is not of type"
                        + " 'object'",
                "{'trigger': 'default.strict', 'payload': {'n': 1}}           | default.strict | 'r' is a required"
                        + " property",
                "{'trigger': 'default.strict', 'payload': {'n': '1', 'r': 'x'}} | default.strict | '1' is not of type"
                        + " 'integer', 'null'",
                "{'trigger': 'default.plain', 'payload': [1]}                 | default.plain  | [1] is not of type"
                        + " 'object'",
                "{'trigger': 'default.plain', 'payload': 'x'}                 | default.plain  | 'x' is not of type"
                        + " 'object'",
                "{'trigger': 'default.strict', 'payload': 1}                  | default.strict | 1 is not of type"
                        + " 'object'",
                "{'trigger': {'id': '000000000000000000000012'}, 'payload': {}} | 000000000000000000000012 | 'r' is a"
                        + " required property",
                "{'trigger': 'core.000000000000000000000014', 'payload': {'headers': 1}} |"
                        + " core.000000000000000000000014 | 1 is not of type 'object', 'null'"
            })
    void aPayloadThatBreaksItsSchemaIsRefused(String body, String trigger, String fault) {
        assertThat(hook.judge(json(body), KNOWN))
                .isEqualTo(new Refused(
                        "Trigger payload validation failed and validation is enabled, not dispatching a trigger \""
                                + trigger + "\": " + fault));
    }

    @ParameterizedTest
    @CsvSource({
        "default.nope,Trigger type with reference \"default.nope\" doesn't exist in the database",
        "default.param,Trigger with reference \"default.param\" doesn't exist in the database",
        "core.st2.webhook,Trigger with reference \"core.st2.webhook\" doesn't exist in the database"
    })
    void aTriggerThatDoesNotExistIsToBeLookedForAgain(String trigger, String fault) {
        JsonNode body = Json.object().put("trigger", trigger).set("payload", Json.object());

        assertThat(hook.judge(body, KNOWN))
                .isEqualTo(new Unknown(
                        "Trigger payload validation failed and validation is enabled, not dispatching a trigger \""
                                + trigger + "\": " + fault));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id': '00000000000000000000ffff', 'type': 'default.plain'} | 00000000000000000000ffff |"
                        + " Trigger with id ~00000000000000000000ffff~ doesn't exist in the database",
                "{'uid': 'trigger:none'} | trigger:none | Trigger with uid ~trigger:none~ doesn't exist in the"
                        + " database",
                "{'type': 'default.nope'} | default.nope |"
                        + " Trigger type with reference ~default.nope~ doesn't exist in the database",
                "{'type': 'default.param', 'parameters': {'p': 2}} | default.param |"
                        + " Trigger with reference ~default.param~ doesn't exist in the database",
                "{'type': 'default.param', 'parameters': 'p'} | default.param |"
                        + " Trigger with reference ~default.param~ doesn't exist in the database"
            })
    void norDoesOneThatIsNamedOtherwise(String trigger, String named, String fault) {
        assertThat(hook.judge(Json.object().set("trigger", json(trigger)), KNOWN))
                .isEqualTo(new Unknown("Trigger payload validation failed and validation is enabled, not dispatching a"
                        + " trigger \"" + named + "\": " + fault.replace('~', '"')));
    }

    /** The first is what a form makes of it. */
    @ParameterizedTest
    @ValueSource(strings = {"['default.plain']", "{'name': 'plain', 'pack': 'default'}", "5", "true"})
    void whatNamesNoTriggerIsRefused(String trigger) {
        assertThat(hook.judge(Json.object().set("trigger", json(trigger)), KNOWN))
                .isInstanceOf(Refused.class);
    }

    @Test
    void withValidationOffAFaultIsOnlyTold() {
        var lenient = new GenericHook(false);

        assertThat(lenient.judge(json("{'trigger': 'default.strict', 'payload': {'n': 1}}"), KNOWN))
                .isInstanceOfSatisfying(
                        Dispatch.class,
                        dispatch -> assertThat(dispatch.fault()).contains("'r' is a required property"));
    }

    @Test
    void withValidationOffWebhooksAreStillChecked() {
        var lenient = new GenericHook(false);
        var body = json("{'trigger': 'core.000000000000000000000014', 'payload': {'headers': 1}}");

        assertThat(lenient.judge(body, KNOWN)).isInstanceOf(Refused.class);
    }

    private static JsonNode json(String json) {
        return Json.stored(json.replace('\'', '"'));
    }

    private record Facts(List<Trigger> triggers, List<TriggerType> types) implements GenericHook.Known {
        @Override
        public Optional<Trigger> trigger(String ref) {
            return triggers.stream()
                    .filter(trigger -> trigger.ref().equals(ref))
                    .findFirst();
        }

        @Override
        public Optional<Trigger> triggerKnownAs(String idOrUid) {
            return triggers.stream()
                    .filter(trigger -> List.of(trigger.id(), trigger.uid()).contains(idOrUid))
                    .findFirst();
        }

        @Override
        public Optional<TriggerType> triggerType(String ref) {
            return types.stream().filter(type -> type.ref().equals(ref)).findFirst();
        }

        @Override
        public List<Trigger> triggersOf(String typeRef) {
            Stream<Trigger> ofType =
                    triggers.stream().filter(trigger -> trigger.type().equals(typeRef));
            return ofType.toList();
        }
    }
}
