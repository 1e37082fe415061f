package io.hookline.expressions.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonValuesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "7",
                "123456789012345678901234567890",
                "1.5",
                "\"text\"",
                "[]",
                "{}",
                "[1, [2.5, null], {\"b\": [true], \"a\": {}}]",
                "{\"z\": null, \"a\": {\"list\": [1, \"two\", {\"three\": 3}]}, \"m\": 12345678901}"
            })
    void aViewIsEqualToTheValuesAndInTheSameOrder(String written) throws Exception {
        JsonNode json = MAPPER.readTree(written);
        Object values = PythonValues.of(json);
        Object view = PythonValues.view(json);

        assertThat(PythonOrder.equal(view, values)).isTrue();
        assertThat(view).isEqualTo(values);
        assertThat(values).isEqualTo(view);
        assertThat(PythonText.repr(view)).isEqualTo(PythonText.repr(values));
        assertThat(PythonValues.json(view)).isEqualTo(json);
    }

    @Test
    void aViewKnowsNullFromWhatIsNotThere() throws Exception {
        Map<?, ?> view = (Map<?, ?>) PythonValues.view(MAPPER.readTree("{\"here\": null}"));

        assertThat(view.containsKey("here")).isTrue();
        assertThat(view.containsKey("there")).isFalse();
        assertThat(view.containsKey(1)).isFalse();
        assertThat(view.get("there")).isNull();
        assertThat(view.get(1)).isNull();
    }

    @Test
    void aViewIsNotToBeChanged() throws Exception {
        Map<?, ?> object = (Map<?, ?>) PythonValues.view(MAPPER.readTree("{\"a\": 1}"));
        List<?> array = (List<?>) PythonValues.view(MAPPER.readTree("[1]"));

        assertThatThrownBy(object::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(array::removeFirst).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> array.get(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
