package io.hookline.expressions.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PythonOrderTest {
    @Test
    void numbersAreEqualByValueAndExactly() {
        assertThat(PythonOrder.equal(1L, 1.0)).isTrue();
        assertThat(PythonOrder.equal(true, 1L)).isTrue();
        assertThat(PythonOrder.equal(9007199254740993L, 9007199254740992.0)).isFalse();
        assertThat(PythonOrder.equal(BigInteger.TEN.pow(30), 1e30)).isFalse();
        assertThat(PythonOrder.equal(Double.NaN, Double.NaN)).isFalse();
        assertThat(PythonOrder.equal("1", 1L)).isFalse();
    }

    @Test
    void containersAreEqualByContent() {
        assertThat(PythonOrder.equal(List.of(1L, "a"), List.of(1.0, "a"))).isTrue();
        assertThat(PythonOrder.equal(Map.of("a", 1L, "b", true), Map.of("b", 1L, "a", 1.0)))
                .isTrue();
        assertThat(PythonOrder.equal(List.of(1L), PythonTuple.of(1L))).isFalse();
    }

    @Test
    void onlyLikeCanBeOrdered() {
        assertThat(PythonOrder.compare("10", "9")).isNegative();
        assertThat(PythonOrder.compare("\uffff", "😀")).isNegative();
        assertThat(PythonOrder.compare("\ud83d", "\uffff")).isNegative();
        assertThat(PythonOrder.compare("\ud83d", "😀")).isNegative();
        assertThat(PythonOrder.compare("😀", "😁")).isNegative();
        assertThat(PythonOrder.compare("\ud83da", "😀")).isNegative();
        assertThat(PythonOrder.compare(true, 2L)).isNegative();
        assertThat(PythonOrder.compare(List.of(1L, 2L), List.of(1L, 3L))).isNegative();
        assertThatThrownBy(() -> PythonOrder.compare(5L, "10"))
                .isInstanceOf(PythonError.class)
                .hasMessage("'<' not supported between instances of 'int' and 'str'");
        assertThatThrownBy(() -> PythonOrder.compare(null, 1L)).isInstanceOf(PythonError.class);
        assertThatThrownBy(() -> PythonOrder.compare(Map.of(), Map.of())).isInstanceOf(PythonError.class);
    }

    @Test
    void membershipDependsOnTheContainer() {
        assertThat(PythonOrder.contains("hello", "ell")).isTrue();
        assertThat(PythonOrder.contains(List.of(1L, 2L), 2.0)).isTrue();
        assertThat(PythonOrder.contains(Map.of("k", 1L), "k")).isTrue();
        assertThatThrownBy(() -> PythonOrder.contains("5", 5L)).isInstanceOf(PythonError.class);
        assertThatThrownBy(() -> PythonOrder.contains(Map.of(), List.of())).isInstanceOf(PythonError.class);
        assertThatThrownBy(() -> PythonOrder.contains(5L, 5L)).isInstanceOf(PythonError.class);
        assertThatThrownBy(() -> PythonOrder.contains(null, "x")).isInstanceOf(PythonError.class);
    }
}
