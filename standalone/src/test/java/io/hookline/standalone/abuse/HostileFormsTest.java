package io.hookline.standalone.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forms that are made to hurt their reader. */
class HostileFormsTest extends AbuseCase {
    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefusedInTheDocumentedShape(String what, String body, int status) {
        assertFault(
                postForm(body),
                status,
                status == 413 ? "The request's body is larger than" : "Failed to parse request body: ");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("a million fields", "a=1&".repeat(1_000_000), 400),
                arguments("two million fields", "ab=1&".repeat(2_000_000), 413),
                arguments("more values than are taken", "a=1&".repeat(10_001), 400));
    }

    @Test
    void whatIsNoFieldIsNone() {
        assertThat(postForm("&&&=&=x&y&%&a=%zz&b=%C3%28&c=%00&".repeat(10))
                        .expecting(202)
                        .json()
                        .path("a")
                        .get(0)
                        .asText())
                .isEqualTo("%zz");
    }

    @Test
    void emptyFieldsCostNothing() {
        assertThat(postForm("&".repeat(4_000_000)).expecting(202).text()).isEqualTo("{}");
    }
}
