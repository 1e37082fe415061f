package io.hookline.action.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.common.model.Ids;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReRunTest {
    private static final Instant AT = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a': 's'}                              | {'a': '********'}                              | {'a': 's'}
            {'a': {'in': 's', 'out': 1}}            | {'a': {'in': '********', 'out': 2}}            | {'a': {'in': 's', 'out': 2}}
            {'a': [{'k': 's'}, {'k': 't'}]}         | {'a': [{'k': '********'}, {'k': 'new'}]}       | {'a': [{'k': 's'}, {'k': 'new'}]}
            {'a': ['s', 't']}                       | {'a': ['********', '********', '********']}    | {'a': ['s', 't', '********']}
            {}                                      | {'a': '********'}                              | {'a': '********'}
            """)
    void aMaskStandsForWhatIsBehindItWhereverItStands(String before, String given, String run) {
        ExecutionRequest request = ReRun.of(rendered(), json(before), parameters(given), true);

        assertThat(request.parameters()).isEqualTo(json(run));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                | a,b
            {'a': '{{ x }}'}                  | a,b
            {'a': '{{ y }}'}                  | b
            {'b': {'in': '********'}}         | a,b
            {'b': {'in': '{{ y }}'}}          | a
            """)
    void whatIsAsItWasIsNotRenderedAgain(String given, String literal) {
        ObjectNode before = json("{'a': '{{ x }}', 'b': {'in': '{{ x }}'}}");

        ExecutionRequest request = ReRun.of(rendered(), before, parameters(given), true);

        assertThat(request.rendered()).containsExactlyInAnyOrder(literal.split(","));
    }

    @Test
    void whatCouldNotBeRenderedIsRenderedAgain() {
        Execution failed = rendered().failed("no such key", AT);

        ExecutionRequest request = ReRun.of(failed, json("{'a': '{{ x }}'}"), Json.object(), true);

        assertThat(request.rendered()).isEqualTo(Set.of());
    }

    private static Execution rendered() {
        Copy copy = Copy.of(Json.object().put("ref", "core.local").put("name", "local-shell-cmd"));
        ObjectNode none = Json.object();
        return Execution.requested(Ids.fresh(AT), Ids.fresh(AT), copy, copy, none, none, none, null, null, null, AT);
    }

    private static ObjectNode parameters(String given) {
        return Json.object().set("parameters", (JsonNode) json(given));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace('\'', '"'));
    }
}
