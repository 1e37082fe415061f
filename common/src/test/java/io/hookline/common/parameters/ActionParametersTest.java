package io.hookline.common.parameters;

import static io.hookline.common.parameters.Samples.SHELL;
import static io.hookline.common.parameters.Samples.json;
import static io.hookline.common.parameters.Samples.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.parameters.ActionParameters.Outcome;
import io.hookline.common.parameters.ActionParameters.RunOutcome;
import io.hookline.expressions.template.Datastore;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionParametersTest {
    private static final ParameterContext NO_CONTEXT = new ParameterContext(Map.of(), Datastore.EMPTY);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // spec: executions, 4.5: what is given, rendered and cast
                "{'cmd': {'required': true, 'type': 'string'}} | {'cmd': 'date'} | {'cmd': 'date'}",
                "{'i': {'type': 'integer'}, 'n': {'type': 'number'}, 'b': {'type': 'boolean'}} | {'i': '7', 'n': '1.5', 'b': 'true'} | {'i': 7, 'n': 1.5, 'b': true}",
                "{'a': {'type': 'array'}, 'o': {'type': 'object'}} | {'a': '[1, null]', 'o': '{}'} | {'a': [1, null], 'o': {}}",
                "{'a': {'type': 'array'}, 'i': {'type': 'integer'}} | {'a': '{{ [1, 2] }}', 'i': '{{ 1 + 2 }}'} | {'a': [1, 2], 'i': 3}",
                "{'p': {}} | {'p': {'deep': [12345678901234567890123, 0.1, 1.0]}} | {'p': {'deep': [12345678901234567890123, 0.1, 1.0]}}",
                "{'p': {}} | {'p': 'echo {{ unclosed'} | {'p': 'echo {{ unclosed'}",
                "{'p': {}, 'q': {}} | {'p': '{{ q }}!', 'q': '{{ 1 }}'} | {'p': '1!', 'q': '1'}",
                "{'p': {}, 'q': {'default': 'dd'}} | {'p': '{{ q }}'} | {'p': 'dd'}",
                "{'p': {}} | {'p': '{{ timeout }} {{ cwd }}'} | {'p': '60 None'}",
                "{'p': {'type': 'object'}, 'n': {'type': 'integer'}} | {'p': {'k': '{{n}}', 's': '{{ n }}'}, 'n': 5} | {'p': {'k': 5, 's': '5'}, 'n': 5}",
                "{'p': {'type': 'string'}} | {'p': '{{ st2kv.system.nope }}{{ st2kv.user.a.b }}'} | {'p': ''}",
                "{'b': {'type': 'boolean'}, 'c': {'type': 'boolean'}} | {'b': '{{ 1 }}', 'c': '0'} | {'b': true, 'c': false}",
                // defaults: plain ones do not show, templates do unless they are immutable
                "{'q': {'type': 'string', 'default': 'plain'}} | {} | {}",
                "{'q': {'type': 'integer', 'default': '{{ timeout }}'}} | {} | {'q': 60}",
                "{'q': {'default': '{{ p }}', 'immutable': true}, 'p': {}} | {'p': 'x'} | {'p': 'x'}",
                "{'q': {'type': 'integer', 'default': '{{ p }}', 'immutable': true}, 'p': {}} | {'p': '7'} | {'p': '7'}",
                "{'q': {'type': 'object', 'default': {'k': '{{ p }}'}}, 'p': {}} | {'p': 'x'} | {'p': 'x'}",
                // null counts as not given
                "{'p': {'type': 'string'}} | {'p': null} | {'p': null}",
                "{} | {'timeout': null} | {'timeout': 60}",
                "{'q': {'default': '{{ p }}'}, 'p': {}} | {'p': 'x', 'q': null} | {'p': 'x', 'q': 'x'}",
                "{'o': {'type': 'object', 'properties': {'k': {'required': true, 'default': 1}}}} | {'o': {}} | {'o': {}}",
            })
    void showsWhatIsGivenAndDefaultsThatAreTemplates(String ofAction, String given, String shown) {
        var outcome = parameters(ofAction, SHELL).request(json(given), NO_CONTEXT);

        assertThat(outcome).isEqualTo(new Outcome.Ready(json(shown)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 'cmd' is a required property",
                "{'cmd': 'true', 'bogus': 1} | Additional properties are not allowed ('bogus' was unexpected)",
                "{'cmd': 'true', 'a': 1, 'b': 2} | Additional properties are not allowed ('a', 'b' were unexpected)",
                "{'cmd': 'true', 'env': 5} | 5 is not of type 'object', 'null'",
                "{'cmd': 'true', 'needed': 5} | 5 is not of type 'object'",
                "{'cmd': 1} | Value \"1\" must either be a string or None. Got \"int\".",
                "{'cmd': 'true', 'flag': 1} | 1 is not of type 'boolean', 'null'",
                "{'cmd': 'true', 'flag': '2'} | 2 is not of type 'boolean', 'null'",
                "{'cmd': 'true', 'any': '{{ 1e999 }}', 'number': '1e999'} | Out of range float values are not JSON compliant",
                "{'cmd': 'true', 'timeout': 'abc'} | invalid literal for int() with base 10: 'abc'",
                "{'cmd': null} | None is not of type 'string'",
                "{'cmd': 'true', 'method': 'FOO'} | 'FOO' is not one of ['HEAD', 'GET']",
                "{'cmd': 'true', 'bounded': 5} | 5 is greater than the maximum of 3",
                "{'cmd': 'true', 'pattern': 'x'} | 'x' does not match '^a'",
                "{'cmd': 'true', 'list': []} | [] is too short",
                "{'cmd': 'true', 'pattern': null, 'list': null} | ``",
                "{'cmd': 'true', 'sudo': true} | Override of immutable parameter(s) ['sudo'] is unsupported.",
                "{'cmd': 'true', 'sudo': false, 'fixed': 'x'} | Override of immutable parameter(s) ['sudo', 'fixed'] is unsupported.",
                "{'cmd': 'true', 'sudo': 'x', 'fixed': 'x'} | malformed node or string",
                "{'cmd': 'true', 'sudo': true, 'bogus': 1} | Additional properties are not allowed ('bogus' was unexpected)",
            })
    void whatBreaksTheSchemaIsRefused(String given, String reason) {
        var parameters = parameters("""
                {'cmd': {'type': 'string', 'required': true},
                 'needed': {'type': 'object', 'required': true, 'default': {}},
                 'method': {'type': 'string', 'enum': ['HEAD', 'GET'], 'default': 'GET'},
                 'bounded': {'type': 'integer', 'maximum': 3},
                 'pattern': {'type': 'string', 'pattern': '^a'},
                 'list': {'type': 'array', 'minItems': 1},
                 'flag': {'type': 'boolean'}, 'number': {'type': 'number'}, 'any': {},
                 'sudo': {'immutable': true},
                 'fixed': {'type': 'string', 'immutable': true, 'default': 'f'}}""", SHELL);

        var outcome = parameters.request(json(given), NO_CONTEXT);

        if (reason.isEmpty()) {
            assertThat(outcome).isInstanceOf(Outcome.Ready.class);
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason()).startsWith(reason));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "{'p': '{{ nope }}'} ~ Dependency unsatisfied in variable \"nope\"",
                "{'p': '{{ nope | default(1) }}'} ~ Dependency unsatisfied in variable \"nope\"",
                "{'p': '{{ trigger.body.x }}'} ~ Dependency unsatisfied in variable \"trigger\"",
                "{'p': '{{ p }}'} ~ Cyclic dependency found in the following variables: p. Likely the variable is referencing itself",
                "{'b': '{{ a }}', 'a': '{{ b }}'} ~ Cyclic dependency found in the following variables: a, b. Likely the variable is referencing itself",
                "{'cmd': '{{ 1 / 0 }}'} ~ Failed to render parameter \"cmd\": ",
                "{'cmd': '{{ config_context.nope }}'} ~ Failed to render parameter \"cmd\": ",
                "{'cmd': '{{ 1 / 0 }}', 'bogus': 1} ~ Failed to render parameter \"cmd\": ",
            })
    void aTemplateThatFailsIsNotRendered(String given, String reason) {
        var outcome = parameters("{'p': {}, 'a': {}, 'b': {}, 'cmd': {'type': 'string'}}", SHELL)
                .request(json(given), NO_CONTEXT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Unrenderable.class,
                        unrenderable -> assertThat(unrenderable.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden", "it's \"hidden\"", "hidden\nline"})
    void aSecretIsMaskedInReasonsHoweverItIsSpelledThere(String secret) {
        var outcome = parameters("{'p': {'type': 'string', 'secret': true, 'enum': ['x']}}", SHELL)
                .request(Json.object().put("p", secret), NO_CONTEXT);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("********")
                                .doesNotContain("hidden"));
    }

    @Test
    void aDefaultThatNamesWhatIsNotThereFailsToo() {
        var outcome = parameters("{'p': {'default': '{{ nope }}', 'immutable': true}}", "{}")
                .request(json("{}"), NO_CONTEXT);

        assertThat(outcome).isEqualTo(new Outcome.Unrenderable("Dependency unsatisfied in variable \"nope\""));
    }

    @Test
    void theContextIsVisibleToTemplates() {
        var context = new ParameterContext(
                Map.of(
                        "trigger", json("{'body': {'v': '{{ 1 }}', 'list': [1, 'a', null]}, 'headers': {'X-H': 'h'}}"),
                        "action_context", json("{'user': 'stanley', 'rule': {'name': 'r'}}"),
                        "config_context", json("{'url': 'u'}")),
                Samples.datastore(Map.of("a.b", "text", "n", "5")));

        var outcome = parameters("{'p': {'type': 'string'}, 'l': {'type': 'array'}, 'n': {'type': 'integer'}}", "{}")
                .request(json("""
                        {'p': '{{ trigger.body.v }} {{ action_context.rule.name }} {{ config_context.url }} {{ st2kv.system.a.b }}',
                         'l': '{{ trigger.body.list }}', 'n': '{{ st2kv.system.n }}'}"""), context);

        assertThat(outcome)
                .isEqualTo(new Outcome.Ready(json("{'p': '{{ 1 }} r u text', 'l': [1, 'a', null], 'n': 5}")));
    }

    @Test
    void aDefaultThatIsRenderedToNullIsNull() {
        var context = new ParameterContext(Map.of("trigger", json("{'o': null}")), Datastore.EMPTY);

        var outcome = parameters("{'o': {'type': 'object', 'default': '{{ trigger.o | use_none }}'}}", "{}")
                .request(json("{}"), context);

        assertThat(outcome).isEqualTo(new Outcome.Ready(json("{'o': null}")));
    }

    @Test
    void whoDoesNotKnowConfigurationsLeavesTheDefaultsThatNeedThem() {
        var parameters = parameters("""
                {'port': {'type': 'integer', 'default': '{{ config_context.port }}', 'required': true},
                 'word': {'type': 'string', 'required': true},
                 'cmd': {'default': 'echo {{ word }} {{ port }}', 'immutable': true}}""", "{}").withoutConfig();

        assertThat(parameters.request(json("{'word': 'x'}"), NO_CONTEXT))
                .isEqualTo(new Outcome.Ready(json("{'word': 'x'}")));
        assertThat(parameters.request(json("{'word': 'x', 'port': '5'}"), NO_CONTEXT))
                .isEqualTo(new Outcome.Ready(json("{'word': 'x', 'port': 5}")));
        assertThat(parameters.request(json("{}"), NO_CONTEXT))
                .isEqualTo(new Outcome.Refused("'word' is a required property"));
    }

    @Test
    void withoutAnyDeclaredParameterAnythingIsAccepted() {
        var outcome = parameters("{}", "{}").request(json("{'any': [1], 'text': '{{ 5 }}'}"), NO_CONTEXT);

        assertThat(outcome).isEqualTo(new Outcome.Ready(json("{'any': [1], 'text': '5'}")));
    }

    @Test
    void aRunHasDefaultsAndIsSplitBetweenRunnerAndAction() {
        var parameters = parameters("""
                {'cmd': {'default': 'echo {{ name | upper }}', 'immutable': true},
                 'name': {'type': 'string'}, 'optional': {'type': 'integer'}, 'timeout': {'default': 5}}""", SHELL);

        var run = parameters.run(json("{'name': '{{ not again }}', 'sudo': null}"), NO_CONTEXT);

        assertThat(run)
                .isEqualTo(new RunOutcome.Split(
                        json("{'cwd': null, 'env': null, 'sudo': false, 'sudo_password': null, 'timeout': 5}"),
                        json("{'cmd': 'echo {{ NOT AGAIN }}', 'name': '{{ not again }}', 'optional': null}")));
    }

    @Test
    void aRunIgnoresWhatNobodyDeclares() {
        assertThat(parameters("{}", "{}").run(json("{'any': 1}"), NO_CONTEXT))
                .isEqualTo(new RunOutcome.Split(json("{}"), json("{}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'p': {'default': '{{ trigger.x }}'}} | Dependency unsatisfied in variable \"trigger\"",
                "{'p': {'default': '{{ 1 / 0 }}'}} | Failed to render parameter \"p\": ",
                "{'p': {'default': '{{ q }}', 'type': 'integer'}, 'q': {'default': 'x'}} | invalid literal for int() with base 10: 'x'",
            })
    void aRunFailsWithADefaultThatFails(String ofAction, String reason) {
        assertThat(parameters(ofAction, SHELL).run(json("{}"), NO_CONTEXT))
                .isInstanceOfSatisfying(
                        RunOutcome.Failed.class,
                        failed -> assertThat(failed.reason()).startsWith(reason));
    }

    @Test
    void nothingGivenIsChanged() {
        ObjectNode given = json("{'p': '{{ 1 }}', 'o': {'k': '{{ 2 }}'}}");

        parameters("{'p': {'type': 'integer'}, 'o': {}}", SHELL).request(given, NO_CONTEXT);

        assertThat(given).isEqualTo(json("{'p': '{{ 1 }}', 'o': {'k': '{{ 2 }}'}}"));
    }
}
