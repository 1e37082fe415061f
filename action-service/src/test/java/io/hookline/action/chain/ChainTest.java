package io.hookline.action.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainTest {
    @Test
    void theFirstTaskIsTheOneThatIsNamed() {
        assertThat(read("{chain: [{name: a, ref: p.a}, {name: b, ref: p.b}], default: b}")
                        .first())
                .isEqualTo("b");
    }

    @Test
    void elseTheOneNobodyRefersTo() {
        assertThat(read("{chain: [{name: a, ref: p.a}, {name: b, ref: p.b, on-success: a}]}")
                        .first())
                .isEqualTo("b");
    }

    @Test
    void aWayMayBeATemplate() {
        assertThat(read("{chain: [{name: a, ref: p.a, on-success: '{{ next }}'}]}")
                        .first())
                .isEqualTo("a");
    }

    @Test
    void whatIsNullIsNotThereAndAllButTheFirstTaskMaySayMore() {
        Chain chain =
                read("{chain: [{name: a, ref: p.a, params: null, parameters: {x: 1}, on-success: b, on-failure: null},"
                        + " {name: b, description: says more, ref: p.b}], vars: null, default: null}");
        assertThat(chain.first()).isEqualTo("a");
        assertThat(chain.tasks().get("a").parameters()).hasToString("{\"x\":1}");
        assertThat(chain.tasks().get("a").onFailure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {chain: [{name: a, ref: p.a}, {name: a, ref: p.b}]}        | There are two tasks named "a".
            {chain: [{name: a, ref: p.a, params: {x: 1}, parameters: {y: 1}}]} | Either "params" or "parameters" attribute needs to be provided, but not both, in task "a".
            {chain: [{name: a, ref: p.a, description: x}]}             | Additional properties are not allowed ('description' was unexpected)
            {chain: [{name: a, ref: p.a}, {name: b}]}                  | 'ref' is a required property
            {chain: [{name: a}]}                                       | 'ref' is a required property
            {vars: {}}                                                 | 'chain' is a required property
            {chain: []}                                                | [] is too short
            {chain: [                                                  | line 1: not YAML""")
    void whatCanNotBeAChainIsTold(String yaml, String reason) {
        assertThat(Chain.read(yaml))
                .isInstanceOfSatisfying(
                        Chain.Reading.Broken.class,
                        broken -> assertThat(broken.reason()).startsWith(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {chain: [{name: a, ref: p.a, on-success: x}]} | Unable to find node with name "x" referenced in "on-success" in task "a".
            {chain: [{name: a, ref: p.a, on-failure: x}]} | Unable to find node with name "x" referenced in "on-failure" in task "a".
            {chain: [{name: a, ref: p.a}], default: x}    | Unable to find node with name "x" referenced in "default".""")
    void aWayThatLeadsNowhereIsTold(String yaml, String reason) {
        assertThat(Chain.read(yaml)).isEqualTo(new Chain.Reading.Dangling(reason));
    }

    private static Chain read(String yaml) {
        return ((Chain.Reading.Read) Chain.read(yaml)).chain();
    }
}
