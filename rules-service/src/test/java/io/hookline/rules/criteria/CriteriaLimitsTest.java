package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.rules.Samples;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaLimitsTest {
    private static final CriteriaLimits LIMITS = new CriteriaLimits(2, 20, 5, 3, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'trigger.a': {'type': 'equals', 'pattern': '12345678901234567890'}, 'trigger.b': {'type': 'regex', 'pattern': '12345'}}",
                "{'trigger.a': {'type': 'regex', 'pattern': '{{ trigger.abcd }}'}}",
                "{'trigger.a': {'type': 'inside', 'pattern': ['123456789012345678901']}}",
                "{'trigger.a': {'type': 'search', 'condition': 'any', 'pattern': {'item.b': {'type': 'search', 'condition': 'any', 'pattern': {}}}}}",
                "{'trigger.a': 'no criterion'}",
            })
    void whatStaysBelowIsTaken(String criteria) {
        assertThat(fault(criteria)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a': {}, 'b': {}, 'c': {}} | Criteria of a rule: 3, at most 2",
                "{'trigger.a': {'type': 'equals', 'pattern': '123456789012345678901'}} | For field: trigger.a, characters of the pattern: 21, at most 20",
                "{'trigger.a': {'type': 'regex', 'pattern': '123456'}} | For field: trigger.a, characters of the pattern: 6, at most 5",
                "{'trigger.a': {'type': 'matchwildcard', 'pattern': '12345*'}} | For field: trigger.a, characters of the pattern: 6, at most 5",
                "{'trigger.a': {'type': 'search', 'pattern': {'item.b': {'type': 'regex', 'pattern': '123456'}}}} | For field: item.b, characters of the pattern: 6, at most 5",
                "{'trigger.a': {'type': 'search', 'pattern': {'item.a': {}, 'item.b': {'type': 'search', 'pattern': {'item.c': {}, 'item.d': {}}}}}} | For field: trigger.a, criteria of the search: 4, at most 3",
                "{'trigger.a': {'type': 'search', 'pattern': {'item.b': {'type': 'search', 'pattern': {'item.c': {'type': 'search', 'pattern': {}}}}}}} | For field: item.c, searches within each other: 3, at most 2",
            })
    void whatIsBeyondIsRefusedAndTheLimitIsCalledOurs(String criteria, String reason) {
        assertThat(fault(criteria)).contains(reason + " are allowed (a limit of Hookline, not of StackStorm)");
    }

    private static Optional<String> fault(String criteria) {
        return LIMITS.fault(Samples.json(criteria));
    }
}
