package io.hookline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // the forms of auth.md 3 and executions.md 4.3
                "{'type': 'object', 'properties': {'name': {'type': 'string', 'required': true}}} | {} | 'name' is a required property",
                "{'type': 'object', 'required': ['name'], 'properties': {'name': {}}} | {} | 'name' is a required property",
                "{'type': 'object'} | [] | [] is not of type 'object'",
                "{'type': 'object'} | null | None is not of type 'object'",
                "{'type': 'object'} | 'x' | 'x' is not of type 'object'",
                "{'properties': {'e': {'type': 'boolean', 'default': true}}} | {'e': 'yes'} | 'yes' is not of type 'boolean'",
                "{'properties': {'s': {'type': 'string', 'required': true}}} | {'s': 5} | 5 is not of type 'string'",
                "{'properties': {'n': {'type': 'integer'}}} | {'n': '1'} | '1' is not of type 'integer', 'null'",
                "{'properties': {'n': {'type': 'integer'}}} | {'n': true} | True is not of type 'integer', 'null'",
                "{'properties': {'n': {'type': ['integer', 'array']}}} | {'n': {'a': 'x'}} | {'a': 'x'} is not of type 'integer', 'array', 'null'",
                "{'properties': {}, 'additionalProperties': false} | {'foo': 1} | Additional properties are not allowed ('foo' was unexpected)",
                "{'properties': {}, 'additionalProperties': false} | {'a': 1, 'b': 2} | Additional properties are not allowed ('a', 'b' were unexpected)",
                "{'properties': {'x': {'enum': ['a', 'b'], 'required': true}}} | {'x': 'x'} | 'x' is not one of ['a', 'b']",
                "{'properties': {'x': {'enum': [1, 2]}}} | {'x': 3} | 3 is not one of [1, 2]",
                "{'properties': {'x': {'enum': [1, 2]}}} | {'x': 3.0} | 3.0 is not one of [1, 2]",
                "{'properties': {'x': {'enum': ['a', 'b'], 'type': 'string'}}} | {'x': 'x'} | 'x' is not one of ['a', 'b']",
                "{'minimum': 1} | 0 | 0 is less than the minimum of 1",
                "{'minimum': 1, 'exclusiveMinimum': true} | 1 | 1 is less than or equal to the minimum of 1",
                "{'maximum': 23} | 25 | 25 is greater than the maximum of 23",
                "{'maximum': 5, 'exclusiveMaximum': true} | 5 | 5 is greater than or equal to the maximum of 5",
                "{'pattern': '^a'} | 'x' | 'x' does not match '^a'",
                "{'minItems': 1} | [] | [] is too short",
                "{'maxItems': 1} | [1, null] | [1, None] is too long",
                "{'minLength': 1} | '' | '' is too short",
                "{'maxLength': 1} | 'ab' | 'ab' is too long",
                "{'minProperties': 1} | {} | {} does not have enough properties",
                "{'maxProperties': 0} | {'a': 1} | {'a': 1} has too many properties",
                "{'uniqueItems': true} | [1, 1] | [1, 1] has non-unique elements",
                "{'multipleOf': 2} | 7 | 7 is not a multiple of 2",
                "{'not': {'type': 'string'}} | 'x' | {'type': 'string'} is not allowed for 'x'",
                "{'dependencies': {'a': ['b']}} | {'a': 1} | 'b' is a dependency of 'a'",
                "{'properties': {'x': {'items': [{}], 'additionalItems': false}}} | {'x': [1, 3]} | Additional items are not allowed (3 was unexpected)",
                "{'items': [{}], 'additionalItems': false} | [1, 2] | Additional items are not allowed (2 was unexpected)",
                "{'items': [{}], 'additionalItems': false} | [1, 2, 'x'] | Additional items are not allowed (2, 'x' were unexpected)",
                "{'patternProperties': {'^[a-z]+$': {}}, 'additionalProperties': false} | {'bad-name': 1} | 'bad-name' does not match any of the regexes: '^[a-z]+$'",
                "{'type': 'integer'} | 1.0 | 1.0 is not of type 'integer'",
                "{'allOf': [{'type': 'string'}, {'minLength': 4}]} | 'abc' | 'abc' is too short",
                "{'anyOf': [{'type': 'string'}, {'properties': {'x': {'type': 'integer', 'required': true}}, 'type': 'object'}]} | {'x': '1'} | '1' is not of type 'integer'",
                "{'oneOf': [{'type': 'string'}, {'type': 'integer'}]} | 1.5 | 1.5 is not of type 'string'",
                "{'oneOf': [{'type': 'string'}, {'maxLength': 5}]} | 'abc' | 'abc' is valid under each of several schemas that exclude each other",
                "{'$ref': '#/definitions/x', 'definitions': {'x': {'type': 'string'}}} | 5 | 5 is not of type 'string'",
            })
    void tellsWhatIsWrongInPythonsWords(String schema, String value, String fault) {
        assertThat(SchemaCheck.firstFault(json(schema), json(value))).hasValue(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | [1]",
                "{'properties': {'n': {'type': 'integer'}}} | {'n': null}",
                "{'properties': {'n': {'type': 'integer', 'default': null}}} | {'n': null}",
                "{'properties': {'x': {}}} | {'x': {'any': [5]}}",
                "{'properties': {'x': {'description': 'no type'}}} | {'x': 5}",
                "{'properties': {'x': {'enum': ['a']}}} | {'x': null}",
                "{'properties': {'x': {'anyOf': [{'type': 'string'}]}}} | {'x': null}",
                "{'properties': {'x': {'oneOf': [{'type': 'string'}, {'type': 'integer'}]}}} | {'x': null}",
                "{'properties': {'x': {'$ref': '#/definitions/s'}}, 'definitions': {'s': {'type': 'string'}}} | {'x': null}",
                "{'properties': {'o': {'type': 'object', 'properties': {'s': {'type': 'string'}}}}} | {'o': {'s': null}}",
                "{'properties': {'l': {'type': 'array', 'items': {'properties': {'s': {'type': 'string'}}}}}} | {'l': [{'s': null}]}",
                "{'properties': {'p': {'type': 'string', 'secret': true, 'immutable': true, 'position': 0, 'format': 'email'}}} | {'p': 'no mail'}",
                "{'properties': {'p': {'type': 'string', 'required': true, 'default': 'x'}}} | {}",
                "{'properties': {'p': {'type': 'string', 'required': true, 'default': 'x'}}} | {'p': null}",
                "{'properties': {'p': {'type': 'string', 'required': false}}} | {}",
                "{'properties': {'o': {'properties': {'p': {'required': true, 'default': 1}}}}} | {'o': {}}",
                "{'properties': {'l': {'items': {'properties': {'p': {'required': true, 'default': 1}}}}}} | {'l': [{}, {'p': 2}]}",
                "{'$schema': 'http://example.invalid/schema', 'id': 'http://example.invalid/', 'type': 'object'} | {}",
                "{'type': 'number'} | 12345678901234567890123",
                "{'type': 'object', 'required': []} | {}",
                "{'properties': {'x': null}} | {'x': 1}",
                "{'properties': {'t': {'$ref': '#'}}, 'type': 'object'} | {'t': {'t': {}}}",
                "{'pattern': '(?P<y>[0-9]+)$'} | 'in 2030\\n'",
            })
    void admitsWhatPacksMean(String schema, String value) {
        assertThat(SchemaCheck.firstFault(json(schema), json(value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties': {'r': {'type': 'string', 'required': true}}} | {'r': null} | None is not of type 'string'",
                "{'properties': {'o': {'properties': {'r': {'required': true}}}}} | {'o': {}} | 'r' is a required property",
                "{'properties': {'o': {'properties': {'r': {'type': 'string', 'required': true}}}}} | {'o': {'r': null}} | None is not of type 'string'",
                "{'properties': {'l': {'items': {'properties': {'r': {'required': true}}}}}} | {'l': [{'r': 1}, {}]} | 'r' is a required property",
                "{'properties': {'p': {'type': 'integer', 'default': 'x'}}} | {} | 'x' is not of type 'integer'",
            })
    void requiredIsRequiredAtEachDepth(String schema, String value, String fault) {
        assertThat(SchemaCheck.firstFault(json(schema), json(value))).hasValue(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'b': 1, 'foo': 1, 'o': {}} | Additional properties are not allowed ('foo' was unexpected)",
                "{'b': 1, 'o': {}}           | 'a' is a required property",
                "{'a': 'x', 'b': 1, 'o': {}} | 1 is not of type 'string', 'null'",
                "{'a': 'x', 'b': 'x', 'o': {}} | 'z' is a required property",
                "{'a': 1, 'b': 1}            | 1 is not of type 'string'",
            })
    void theShallowestFaultComesFirstThenTheOrderOfProperties(String value, String fault) {
        var schema = json("{'properties': {'a': {'type': 'string', 'required': true}, 'b': {'type': 'string'},"
                + " 'o': {'type': 'object', 'properties': {'z': {'required': true}}}}, 'additionalProperties': false}");

        assertThat(SchemaCheck.firstFault(schema, json(value))).hasValue(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties': {'a': 5}} | 5 is not of type 'object'",
                "{'minimum': 'x'} | 'x' is not of type 'number'",
                "{'$ref': 'http://example.invalid/schema'} | the reference 'http://example.invalid/schema' leads nowhere inside the schema",
                "{'$ref': '#/definitions/nope'} | the reference '#/definitions/nope' leads nowhere inside the schema",
                "{'$ref': '#'} | a reference leads back to itself",
                "{'properties': {'a': {'allOf': [{'$ref': '#/properties/a'}]}}} | a reference leads back to itself",
            })
    void aSchemaCanBeAtFaultItself(String schema, String fault) {
        assertThat(SchemaCheck.schemaFault(json(schema))).hasValue(fault);
        assertThat(SchemaCheck.firstFault(json(schema), json("{}"))).hasValue("The schema is not valid: " + fault);
    }

    @Test
    void anUnknownTypeOrABrokenPatternIsAFaultOfTheSchema() {
        assertThat(SchemaCheck.schemaFault(json("{'properties': {'p': {'type': 'text'}}}")))
                .isPresent();
        assertThat(SchemaCheck.schemaFault(json("{'pattern': '('}")))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("missing ), unterminated subpattern"));
        assertThat(SchemaCheck.schemaFault(json("{'properties': {'p': {'type': 'string', 'required': true}}}")))
                .isEmpty();
    }

    @Test
    void neitherTheValueNorTheSchemaIsChanged() {
        var schema = json(
                "{'properties': {'p': {'type': 'string', 'required': true, 'default': 'x'}, 'n': {'type': 'integer'}}}");
        var value = json("{'n': 1}");

        SchemaCheck.firstFault(schema, value);

        assertThat(value).isEqualTo(json("{'n': 1}"));
        assertThat(schema.at("/properties/n/type").asText()).isEqualTo("integer");
    }

    @Test
    void aSchemaThatChangesAfterwardsIsCheckedAnew() {
        var schema = Json.object().put("type", "string");
        assertThat(SchemaCheck.firstFault(schema, json("5"))).isPresent();

        schema.put("type", "integer");

        assertThat(SchemaCheck.firstFault(schema, json("5"))).isEmpty();
    }

    @Test
    void longValuesAreCutShort() {
        var value = Json.mapper().getNodeFactory().textNode("x".repeat(10_000));

        assertThat(SchemaCheck.firstFault(json("{'type': 'integer'}"), value))
                .hasValueSatisfying(
                        fault -> assertThat(fault).hasSizeLessThan(600).endsWith("... is not of type 'integer'"));
    }

    private static JsonNode json(String json) {
        return Json.stored(json.replace('\'', '"'));
    }
}
