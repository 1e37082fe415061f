package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'trigger.a': {'type': 'equals', 'pattern': 1}}",
                "{'trigger.a': {'type': 'neq', 'pattern': 1}, 'trigger.b': {'type': 'regex', 'pattern': 'main.*'}}",
                "{'trigger.a': {'type': 'gt', 'pattern': 1}, 'trigger.b': {'type': 'contains', 'pattern': 'x'}}",
                "{'trigger.a': {'type': 'in', 'pattern': ['x']}, 'trigger.b': {'type': 'eq', 'pattern': '{{ trigger.c }}'}}",
                "{}",
            })
    void aRuleThatCanBeFoundByAValueNeedsNoAdvice(String criteria) {
        Reach reach = reach(criteria);

        assertThat(reach.advice()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.c }}'}, 'trigger.b': {'type': 'equals', 'pattern': 1}}",
                "{'trigger.a': {'type': 'regex', 'pattern': '(x+)+\\\\1'}}",
                "{'trigger.a': {'type': 'nequals', 'pattern': 1}}",
                "{'trigger.a': {'type': 'search', 'condition': 'any', 'pattern': {}}}",
            })
    void oneThatHidesIsToldWhichCriterionIsAtFault(String criteria) {
        Reach reach = reach(criteria);

        assertThat(reach).isInstanceOf(Reach.Hidden.class);
        assertThat(reach.advice().orElseThrow()).contains("every instance", "\"trigger.a\"", "in front of it");
    }

    @Test
    void oneThatIsFoundByARangeIsToldSo() {
        Reach reach =
                reach("{'trigger.a': {'type': 'nequals', 'pattern': 1}, 'trigger.b': {'type': 'gt', 'pattern': 1}}");

        assertThat(reach.advice().orElseThrow()).contains("many instances", "\"trigger.b\"");
    }

    private static Reach reach(String criteria) {
        return Reach.of(Samples.rule(Samples.json(criteria)).criteria());
    }
}
