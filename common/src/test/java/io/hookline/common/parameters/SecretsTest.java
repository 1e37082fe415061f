package io.hookline.common.parameters;

import static io.hookline.common.parameters.Samples.SHELL;
import static io.hookline.common.parameters.Samples.json;
import static io.hookline.common.parameters.Samples.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'p': {'type': 'string', 'secret': true}} | {'p': 'x'} | {'p': '********'}",
                "{'p': {'type': 'object', 'secret': true}} | {'p': {'a': [1]}} | {'p': '********'}",
                "{'p': {'secret': true}} | {'p': null, 'q': 5} | {'p': '********', 'q': 5}",
                "{} | {'sudo_password': 'x', 'cmd': 'date'} | {'sudo_password': '********', 'cmd': 'date'}",
                "{'o': {'type': 'object', 'properties': {'in': {'secret': true}, 'out': {}}}} | {'o': {'in': 'a', 'out': 'y', 'z': 1}} | {'o': {'in': '********', 'out': 'y', 'z': 1}}",
                "{'o': {'properties': {'l': {'items': {'properties': {'k': {'secret': true}}}}}}} | {'o': {'l': [{'k': 1}, {'m': 2}]}} | {'o': {'l': [{'k': '********'}, {'m': 2}]}}",
                "{'l': {'type': 'array', 'items': {'type': 'string', 'secret': true}}} | {'l': ['a', 'b']} | {'l': ['********', '********']}",
                "{'l': {'items': [{}, {'secret': true}]}} | {'l': ['a', 'b', 'c']} | {'l': ['a', '********', 'c']}",
                "{'o': {'additionalProperties': {'secret': true}, 'properties': {'a': {}}}} | {'o': {'a': 1, 'b': 2}} | {'o': {'a': 1, 'b': '********'}}",
                "{'o': {'patternProperties': {'^s': {'secret': true}}}} | {'o': {'s1': 1}} | {'o': {'s1': '********'}}",
                "{'o': {'anyOf': [{'type': 'null'}, {'properties': {'k': {'secret': true}}}]}} | {'o': {'k': 1}} | {'o': {'k': '********'}}",
                "{'o': {'oneOf': [{'properties': {'k': {'secret': true}}}, {'secret': true}]}} | {'o': {'k': 1}} | {'o': '********'}",
                "{'o': {'type': 'object', 'properties': {'k': {'secret': true}}}} | {'o': 'k=1'} | {'o': '********'}",
                "{'p': {'type': 'string', 'secret': false}} | {'p': 'x'} | {'p': 'x'}",
            })
    void whatIsMarkedSecretIsMasked(String schema, String parameters, String masked) {
        assertThat(parameters(schema, SHELL).masked(json(parameters))).isEqualTo(json(masked));
    }

    @Test
    void theParametersThemselvesKeepTheirSecrets() {
        var given = json("{'o': {'k': 'x'}}");

        parameters("{'o': {'properties': {'k': {'secret': true}}}}", "{}").masked(given);

        assertThat(given).isEqualTo(json("{'o': {'k': 'x'}}"));
    }
}
