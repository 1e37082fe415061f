package io.hookline.rules.criteria;

import static io.hookline.rules.Samples.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaCheckTest {
    private final CriteriaCheck check = new CriteriaCheck();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'trigger.l.0': {'type': 'eq', 'pattern': 1}} | For field: trigger.l.0, the key can't be read: ",
                "{'trigger.a.': {'type': 'eq', 'pattern': 1}} | For field: trigger.a., the key can't be read: ",
                "{'trigger.a[?b]': {'type': 'exists'}} | For field: trigger.a[?b], the key can't be read: ",
                "{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.'}} | For field: trigger.a, the template can't be read: ",
                "{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.b is nope }}'}} | For field: trigger.a, the template can't be read: ",
                "{'trigger.a': {'type': 'lt', 'pattern': {}}} | For field: trigger.a, operator lt needs a number, text or a list as its pattern, not an object",
                "{'trigger.a': {'type': 'greaterthan', 'pattern': {'b': 1}}} | For field: trigger.a, operator greaterthan needs a number, text or a list as its pattern, not an object",
                "{'trigger.a': {'type': 'regex', 'pattern': 5}} | For field: trigger.a, operator regex needs text as its pattern, not a number",
                "{'trigger.a': {'type': 'matchwildcard', 'pattern': ['a*']}} | For field: trigger.a, operator matchwildcard needs text as its pattern, not a list",
                "{'trigger.a': {'type': 'startswith', 'pattern': true}} | For field: trigger.a, operator startswith needs text as its pattern, not a boolean",
                "{'trigger.a': {'type': 'icontains', 'pattern': 1}} | For field: trigger.a, operator icontains needs text as its pattern, not a number",
                "{'trigger.a': {'type': 'timediff_lt', 'pattern': 'an hour'}} | For field: trigger.a, operator timediff_lt needs a number of seconds as its pattern, not text",
                "{'trigger.a': {'type': 'td_gt', 'pattern': [60]}} | For field: trigger.a, operator td_gt needs a number of seconds as its pattern, not a list",
                "{'trigger.a': {'type': 'in', 'pattern': 5}} | For field: trigger.a, operator in needs a list, text or an object as its pattern, not a number",
                "{'trigger.a': {'type': 'ninside', 'pattern': false}} | For field: trigger.a, operator ninside needs a list, text or an object as its pattern, not a boolean",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': 'x'}} | For field: trigger.l, search needs an object of criteria as its pattern",
                "{'trigger.l': {'type': 'search', 'pattern': {}}} | For field: trigger.l, search needs a condition: any, all, any2any or all2any",
                "{'trigger.l': {'type': 'search', 'condition': 'Any', 'pattern': {}}} | For field: trigger.l, search needs a condition: any, all, any2any or all2any",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.a': {'type': 'nope', 'pattern': 1}}}} | For field: trigger.l > item.a, operator nope not in list of allowed operators: ['matchwildcard', ",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.a': {'type': 'eq'}}}} | For field: trigger.l > item.a, no pattern specified for operator eq",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.0': {'type': 'exists'}}}} | For field: trigger.l > item.0, the key can't be read: ",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.a': 1}}} | For field: trigger.l > item.a, the criterion is not of type 'object'",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {'item.t': {'type': 'search', 'pattern': {}}}}} | For field: trigger.l > item.t, search needs a condition: any, all, any2any or all2any",
            })
    void whatCanNeverHoldIsRefusedWithItsFieldAndTheReason(String criteria, String start) {
        assertThat(check.fault(json(criteria)))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(start));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'trigger.a': {'type': 'eq', 'pattern': '{{ trigger.nope.x }}'}}",
                "{'trigger.a': {'type': 'regex', 'pattern': '('}}",
                "{'trigger.a': {'type': 'regex', 'pattern': '{{ trigger.b }}'}}",
                "{'trigger.a': {'type': 'lt', 'pattern': '{{ trigger.b }}'}}",
                "{'trigger.a': {'type': 'lt', 'pattern': 'b'}}",
                "{'trigger.a': {'type': 'gt', 'pattern': [1]}}",
                "{'trigger.a': {'type': 'gt', 'pattern': true}}",
                "{'trigger.a': {'type': 'timediff_lt', 'pattern': '1e3'}}",
                "{'trigger.a': {'type': 'in', 'pattern': 'abc'}}",
                "{'trigger.a': {'type': 'in', 'pattern': {'a': 1}}}",
                "{'trigger.a': {'type': 'contains', 'pattern': {'a': 1}}}",
                "{'trigger.a': {'type': 'exists'}}",
                "{'trigger.a': {'type': 'nexists', 'pattern': 'x'}}",
                "{'body.a': {'type': 'nexists'}}",
                "{'trigger.n#min': {'type': 'gt', 'pattern': 1}, 'trigger.n#max': {'type': 'lt', 'pattern': 5}}",
                "{'trigger.l': {'type': 'search', 'condition': 'any', 'pattern': {}}}",
                "{'trigger.l': {'type': 'search', 'condition': 'any2any', 'pattern': {'item.a': {'pattern': 1}}}}",
                "{'trigger.l': {'type': 'search', 'condition': 'all', 'pattern': {'item.a#1': {'type': 'Equals', 'pattern': 1}}}}",
            })
    void whatMayHoldForSomePayloadIsAccepted(String criteria) {
        assertThat(check.fault(json(criteria))).isEmpty();
    }

    @Test
    void theFirstFaultInTheOrderWrittenIsTold() {
        var criteria = json("{'trigger.b': {'type': 'eq'}, 'trigger.a': {'pattern': 1}}");

        assertThat(check.fault(criteria)).hasValue("For field: trigger.b, no pattern specified for operator eq");
    }
}
