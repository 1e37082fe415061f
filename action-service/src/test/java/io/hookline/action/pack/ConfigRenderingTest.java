package io.hookline.action.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.template.Datastore;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigRenderingTest {
    private static final Map<String, String> SYSTEM = Map.of("port", "8080", "sealed", "cipher", "word", "x");
    private static final ConfigRendering RENDERING = new ConfigRendering(
            "p",
            Datastore.ofSystem(key -> Optional.ofNullable(SYSTEM.get(key)), text -> Optional.empty())
                    .withUser(key -> Optional.of("own " + key)),
            text -> text.equals("cipher") ? Optional.of("clear") : Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'a': 'plain', 'b': 5}            | {}                                             | {'a': 'plain', 'b': 5}
            {'a': '{{st2kv.system.port}}'}    | {}                                             | {'a': '8080'}
            {'a': '{{st2kv.system.port}}'}    | {'a': {'type': 'integer'}}                     | {'a': 8080}
            {'a': {'b': ['{{st2kv.user.k}}']}} | {}                                            | {'a': {'b': ['own k']}}
            {'a': '{{st2kv.system.sealed}}'}  | {'a': {'type': 'string', 'secret': true}}      | {'a': 'clear'}
            {'a': 'plain secret'}             | {'a': {'type': 'string', 'secret': true}}      | {'a': 'plain secret'}
            {'a': '{{ "" }}'}                 | {}                                             | {'a': null}
            {}                                | {'a': {'default': 1}, 'b': {'default': null}}  | {'a': 1, 'b': null}
            {}                                | {'a': {'type': 'integer', 'default': '{{st2kv.system.port}}'}} | {'a': 8080}
            {'a': {}}                         | {'a': {'properties': {'b': {'default': 2}}}}   | {'a': {'b': 2}}
            {}                                | {'a': {'properties': {'b': {'default': 2}}}, 'c': {'properties': {'d': {}}}} | {'a': {'b': 2}}
            {'a': [{}]}                       | {'a': {'items': {'properties': {'b': {'default': 2}}}}} | {'a': [{'b': 2}]}
            """)
    void anExecutionSees(String values, String attributes, String seen) {
        var outcome = RENDERING.of(json(values), json(attributes));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ConfigRendering.Outcome.Rendered.class,
                        rendered -> assertThat(rendered.config()).isEqualTo(json(seen)));
    }

    @Test
    void whatCantBeRenderedIsNamed() {
        var outcome = RENDERING.of(
                json("{'a': {'b': '{{st2kv.system.word}}'}}"),
                json("{'a': {'properties': {'b': {'type': 'integer'}}}}"));

        assertThat(outcome)
                .isEqualTo(new ConfigRendering.Outcome.Failed(
                        "Failed to render dynamic configuration value for key \"a.b\" with value"
                                + " \"{{st2kv.system.word}}\" for pack \"p\" config: it is not of type 'integer'"));
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.stored(text.replace("\"", "\\\"").replace('\'', '"'));
    }
}
