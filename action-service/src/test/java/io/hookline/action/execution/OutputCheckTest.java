package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.action.runner.RunnerResult;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputCheckTest {
    private static final String TYPED =
            "{'type': 'object', 'properties': {'n': {'type': 'integer', 'required': true}}}";
    private static final String PYTHON = "{'output_key': 'result'}";

    @Test
    void whatBreaksItsSchemaFails() {
        RunnerResult result = checked(true, TYPED, PYTHON, new RunnerResult.Succeeded(json("{'result': {'n': 'x'}}")));

        assertThat(result)
                .isEqualTo(
                        new RunnerResult.Failed(
                                json(
                                        "{'error': '~x~ is not of type ~integer~', 'message': 'Error validating output. See error output for more details.'}")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true  | {'type': 'object'}              | {'output_key': 'result'}",
                "false | {'type': 'string'}              | {'output_key': 'result'}",
                "true  | {'n': {'type': 'string'}}       | {'output_key': 'result'}",
                "true  | {'type': 'string'}              | {}",
            })
    void allElseStaysAsItIs(boolean isAskedFor, String schema, String runner) {
        var succeeded = new RunnerResult.Succeeded(json("{'result': {'n': 1}}"));

        assertThat(checked(isAskedFor, schema, runner, succeeded)).isSameAs(succeeded);
    }

    @Test
    void aFailureIsNotLookedAt() {
        var failed = new RunnerResult.Failed(json("{'result': null}"));

        assertThat(checked(true, TYPED, PYTHON, failed)).isSameAs(failed);
    }

    private static RunnerResult checked(boolean isAskedFor, String schema, String runner, RunnerResult result) {
        return new OutputCheck(isAskedFor)
                .checked(Json.object().set("output_schema", json(schema)), json(runner), result);
    }

    /** Single quotes stand for double ones, tildes for single ones. */
    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"').replace('~', '\''));
    }
}
