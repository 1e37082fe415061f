package io.hookline.common.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "{}"})
    void whatMayBeLeftOutMayBeNull(String body) {
        assertThat(RequestBody.optionalObject(bytes(body))).isEqualTo(Json.object());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]  | [1] is not of type 'object'
            'x'  | 'x' is not of type 'object'
            null | None is not of type 'object'""")
    void whatIsNoObjectIsTold(String body, String reason) {
        assertThatThrownBy(() -> RequestBody.object(bytes(body.replace('\'', '"'))))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(reason);
    }

    @Test
    void whatIsNoJsonIsToldWithoutWordsAboutTheParser() {
        assertThatThrownBy(() -> RequestBody.object(bytes("{")))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Failed to parse request body: Unexpected end-of-input: expected close marker for Object");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
