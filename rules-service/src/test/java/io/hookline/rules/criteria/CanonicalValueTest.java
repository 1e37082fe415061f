package io.hookline.rules.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.common.json.Json;
import io.hookline.expressions.python.PythonOrder;
import io.hookline.expressions.python.PythonValues;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalValueTest {
    private static final String VALUES = """
            [null, true, false, 0, 1, -1, 1.0, 0.0, -0.0, 1.5, 2, 9007199254740992, 9007199254740993, 9007199254740992.0,
             9223372036854775807, -9223372036854775808, 9223372036854775808, 9.223372036854775807e18, -9.223372036854775808e18,
             18446744073709551616, 1.8446744073709552e19, 1e400, -1e400, 5e-324, "", "1", "a", "true", [], [1], [1.0], [true], ["1"],
             [null], [[1], {}], {}, {"a": 1}, {"a": true}, {"a": null}, {"a": 1, "b": 2}, {"b": 2.0, "a": 1.0}]
            """;

    @Test
    void areEqualExactlyIfTheValuesAre() {
        List<Object> values = new ArrayList<>();
        Json.stored(VALUES).forEach(value -> values.add(PythonValues.of(value)));

        for (Object one : values) {
            for (Object other : values) {
                boolean same = CanonicalValue.of(one).equals(CanonicalValue.of(other));

                assertThat(same).as("%s and %s", one, other).isEqualTo(PythonOrder.equal(one, other));
                if (same) {
                    assertThat(CanonicalValue.of(one)).hasSameHashCodeAs(CanonicalValue.of(other));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "true, 1", "1e2, 100", "9007199254740993.0, 9007199254740992", "-0.0, 0"})
    void wholeNumbersAreWhole(String written, long whole) {
        JsonNode value = Json.stored(written);

        assertThat(CanonicalValue.of(PythonValues.of(value))).isEqualTo(whole);
    }
}
