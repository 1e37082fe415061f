package io.hookline.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import io.hookline.rules.Samples;
import io.hookline.rules.criteria.Criterion;
import io.hookline.rules.criteria.Operator;
import io.hookline.rules.criteria.Payload;
import io.hookline.rules.engine.Answers.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HintsTest {
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "1.5",
            "-7",
            "9007199254740992",
            "9007199254740993",
            "9007199254740993.0",
            "123456789012345678901234567890",
            "''",
            "'a'",
            "'fix the cache'",
            "'the fix of the cache'",
            "'FIX THE CACHE'",
            "'fix \ud83d\ude00 it'",
            "['fix the cache', 1]",
            "{'fix the cache': 1}");

    private final CriterionNumbers numbers = new CriterionNumbers();

    /** Of each operator with each value as pattern, on each value. */
    @ParameterizedTest
    @EnumSource(Operator.class)
    void whatIsHintedIsWhatTheCriterionSays(Operator operator) {
        for (String pattern : VALUES) {
            Criterion criterion = criterion(operator.name(), pattern);
            int number = numbers.take(criterion);
            for (String value : VALUES) {
                Payload payload = payload(value);
                Answer hint = hint(number, payload);
                if (hint != null) {
                    assertThat(hint)
                            .as("%s %s %s", value, operator, pattern)
                            .isEqualTo(Answer.of(criterion.outcome(payload)));
                }
            }
            numbers.giveBack(number);
        }
    }

    @Test
    void numbersAreComparedAndTextsMissed() {
        assertThat(hint("greaterthan", "10", "11")).isEqualTo(Answer.HOLDS);
        assertThat(hint("greaterthan", "10", "10")).isEqualTo(Answer.FAILS);
        assertThat(hint("lessthan", "10", "9.5")).isEqualTo(Answer.HOLDS);
        assertThat(hint("contains", "'the cache'", "'fix the broker'")).isEqualTo(Answer.FAILS);
        assertThat(hint("regex", "'fix the (cache|lease)'", "'the proxy'")).isEqualTo(Answer.FAILS);
    }

    @Test
    void whatIsNotCertainIsLeftToTheCriterion() {
        assertThat(hint("contains", "'the cache'", "'fix the cache'")).isNull();
        assertThat(hint("contains", "'the cache'", "['the cache']")).isNull();
        assertThat(hint("greaterthan", "10", "'11'")).isNull();
        assertThat(hint("greaterthan", "10", "123456789012345678901234567890")).isNull();
    }

    /** The number of a criterion that is gone is another's, and nothing is left of its hint. */
    @Test
    void aNumberThatIsGivenBackHasNoHint() {
        int number = numbers.take(criterion("greaterthan", "10"));
        numbers.giveBack(number);

        assertThat(numbers.take(criterion("equals", "10"))).isEqualTo(number);
        assertThat(hint(number, payload("11"))).isNull();
    }

    private Answer hint(String operator, String pattern, String value) {
        return hint(numbers.take(criterion(operator, pattern)), payload(value));
    }

    private Answer hint(int number, Payload payload) {
        Hints hints = numbers.hints();
        return hints.answer(number, payload.trigger(), hints.nothingSeen());
    }

    private static Criterion criterion(String operator, String pattern) {
        ObjectNode written = Json.object().put("type", operator);
        return Samples.rule("1", "standard", Json.object().set("trigger.v", written.set("pattern", json(pattern))))
                .criteria()
                .getFirst();
    }

    private static Payload payload(String value) {
        return Samples.payload(Json.object().set("v", json(value)));
    }

    private static JsonNode json(String value) {
        return Samples.json("{'v': " + value + "}").get("v");
    }
}
