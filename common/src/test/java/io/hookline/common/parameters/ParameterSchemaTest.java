package io.hookline.common.parameters;

import static io.hookline.common.parameters.Samples.SHELL;
import static io.hookline.common.parameters.Samples.json;
import static io.hookline.common.parameters.Samples.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterSchemaTest {
    @Test
    void theActionsAttributesStandOverTheRunners() {
        var merged = parameters(
                        "{'timeout': {'default': 5}, 'sudo': {'immutable': true}, 'cmd': {'required': true}}", SHELL)
                .merged();

        assertThat(merged).isEqualTo(json("""
                {'cwd': {'type': 'string', 'description': 'where'},
                 'env': {'type': 'object'},
                 'sudo': {'type': 'boolean', 'default': false, 'immutable': true},
                 'sudo_password': {'type': 'string', 'default': null, 'secret': true, 'required': false},
                 'timeout': {'type': 'integer', 'default': 5},
                 'cmd': {'required': true}}"""));
        assertThat(merged.fieldNames())
                .toIterable()
                .containsExactly("cwd", "env", "sudo", "sudo_password", "timeout", "cmd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'timeout': {'type': 'string'}}    | type      | timeout",
                "{'timeout': {'minimum': 1}}        | minimum   | timeout",
                "{'sudo_password': {'secret': false}} | secret  | sudo_password",
                "{'cwd': {'position': 0}}           | position  | cwd",
            })
    void otherAttributesOfARunnersParameterStayAsTheyAre(String ofAction, String attribute, String parameter) {
        assertThatThrownBy(() -> parameters(ofAction, SHELL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The attribute \"" + attribute + "\" for the runner parameter \"" + parameter
                        + "\" in action \"default.a1\" cannot be overridden.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'timeout': {'type': 'integer', 'default': 7}}",
                "{'timeout': {'description': 'd', 'enum': [1], 'immutable': true, 'required': true}}",
                "{'timeout': {'minimum': null}}",
                "{'timeout': null}",
            })
    void sayingTheSameAgainIsNoChange(String ofAction) {
        assertThat(parameters(ofAction, SHELL).merged().at("/timeout/type").asText())
                .isEqualTo("integer");
    }

    @Test
    void theMergedSchemaIsACopy() {
        var parameters = parameters("{'p': {'type': 'string'}}", "{}");

        parameters.merged().withObject("/p").put("secret", true);

        assertThat(parameters.merged()).isEqualTo(json("{'p': {'type': 'string'}}"));
    }
}
